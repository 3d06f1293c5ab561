import { canonicalJson, isJsonValue } from '@mandate/ledger';
import type {
  ClusterObject,
  Plan,
  Target,
} from '@mandate/plugin-mandate-common';
import { createHash } from 'node:crypto';

/**
 * The digest that people approve: of the kind, the target and the exact effect. The version that the plan was computed
 * from is not part of it, so that planning again for a target that moved in ways that do not matter gives the same
 * digest (gate G3). Bytes of the canonical plan come with it, for the size limit.
 */
export function planDigest(options: {
  readonly kind: string;
  readonly target: Target;
  readonly plan: Plan;
}): { readonly digest: string; readonly bytes: number } {
  const { kind, plan } = options;
  const { entityRef, environment, cluster, namespace, workload } =
    options.target;
  const { baseVersion: _, ...effect } = plan;
  const text = canonicalText({
    kind,
    target: { entityRef, environment, cluster, namespace, workload },
    plan: {
      ...effect,
      objects: effect.objects.map(object => ({
        ...object,
        before: withoutVersions(object.before),
        after: withoutVersions(object.after),
      })),
    },
  });
  return {
    digest: digestOf(text),
    bytes: Buffer.byteLength(canonicalText(plan)),
  };
}

/** `sha256:` and the hexadecimal digest of a JSON document's canonical text. */
export function documentDigest(document: unknown): string {
  return digestOf(canonicalText(document));
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function canonicalText(document: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(document));
  if (!isJsonValue(plain)) {
    throw new TypeError('Only plain JSON at most 64 levels deep has a digest');
  }
  return canonicalJson(plain);
}

function withoutVersions(object: ClusterObject | null) {
  if (!object) {
    return null;
  }
  const { resourceVersion: _, generation: __, ...metadata } = object.metadata;
  return { ...object, metadata };
}
