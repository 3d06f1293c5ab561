import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type {
  ExternalReference,
  JsonObject,
  KubernetesObject,
} from '@mandate/templates';
import type { ReadContext } from '../planning/targetWorkload';

/** The objects that a template only reads: the one that is named, when it is there, or all that a selector finds. */
export async function readReferred(
  { clusters, target }: ReadContext,
  reference: ExternalReference,
): Promise<readonly JsonObject[]> {
  const { apiVersion, kind, namespace } = reference;
  const place = { apiVersion, kind, ...(namespace ? { namespace } : {}) };
  if ('selector' in reference) {
    const found = await clusters.list(target.cluster, {
      ...place,
      labelSelector: selectorText(reference.selector),
    });
    return found.map(asJson);
  }
  const { name } = reference;
  const live = await clusters.read(target.cluster, { ...place, name });
  return live ? [asJson(live)] : [];
}

/** What the cluster has of rendered objects, each at its own place; nothing for one that is not there. */
export function readOwned(
  { clusters, target }: ReadContext,
  objects: readonly KubernetesObject[],
): Promise<readonly (ClusterObject | undefined)[]> {
  return Promise.all(
    objects.map(({ apiVersion, kind, metadata }) =>
      clusters.read(target.cluster, {
        apiVersion,
        kind,
        name: metadata.name,
        ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
      }),
    ),
  );
}

/** An object as what templates are evaluated over. */
export function asJson(object: ClusterObject): JsonObject {
  // safety: it came as JSON from an API server.
  return object as unknown as JsonObject;
}

/** A label selector as the API takes it; what it cannot say selects nothing. */
function selectorText(selector: JsonObject): string {
  const { matchLabels, matchExpressions } = selector;
  const labels = Object.entries(
    typeof matchLabels === 'object' && matchLabels !== null ? matchLabels : {},
  ).map(([name, value]) => `${name}=${String(value)}`);
  const expressions = (
    Array.isArray(matchExpressions) ? matchExpressions : []
  ).map(expressionText);
  return [...labels, ...expressions].join(',');
}

function expressionText(expression: unknown): string {
  // safety: the reference was checked as Kubernetes' LabelSelector when the template was saved; what is missing is empty.
  const { key, operator, values } = (expression ?? {}) as {
    readonly key?: string;
    readonly operator?: string;
    readonly values?: readonly string[];
  };
  switch (operator) {
    case 'Exists':
      return `${key}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return `${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${(
        values ?? []
      ).join(',')})`;
  }
}
