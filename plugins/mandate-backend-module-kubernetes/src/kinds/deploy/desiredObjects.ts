import type {
  ClusterObject,
  TemplateOrigin,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import { applyRank, APPLIED_KINDS } from '../../domain/plannedObjects';
import { decorate } from '../../planning/decorate';
import { readWorkload } from '../../planning/targetWorkload';
import { nameOf } from '../../planning/planObjects';
import type { DeployInput, ObjectsInput } from './deployInput';
import { desiredByImage } from './desiredByImage';
import { desiredByTemplate } from './desiredByTemplate';

/** The objects a deploy wants, or why it cannot be. */
export type DesiredObjects =
  | {
      readonly type: 'desired';
      readonly objects: readonly ClusterObject[];
      readonly template?: TemplateOrigin;
    }
  | { readonly type: 'impossible'; readonly words: string };

/** Works out what an input asks for, and refuses what no change may write. */
export async function desiredObjects(
  context: ObserveContext,
  input: DeployInput,
  templates: ApprovedTemplates,
): Promise<DesiredObjects> {
  const live = await readWorkload(context);
  const desired = await desiredBy(context, input, live, templates);
  if (desired.type === 'impossible') {
    return desired;
  }
  const words = objectionTo(desired.objects);
  return words ? { type: 'impossible', words } : desired;
}

async function desiredBy(
  context: ObserveContext,
  input: DeployInput,
  live: ClusterObject | undefined,
  templates: ApprovedTemplates,
): Promise<DesiredObjects> {
  const { target } = context;
  if ('template' in input) {
    return desiredByTemplate({ target, live, templates, ...input.template });
  }
  if ('image' in input) {
    return desiredByImage({ target, live, templates, input });
  }
  const elsewhere = input.objects.find(
    ({ metadata }) =>
      (metadata.namespace ?? target.namespace) !== target.namespace,
  );
  return elsewhere
    ? { type: 'impossible', words: namespaceWords(elsewhere, target.namespace) }
    : {
        type: 'desired',
        objects: withoutServerFields(input).map(object =>
          decorate(object, target),
        ),
      };
}

function namespaceWords(object: ClusterObject, namespace: string): string {
  return `${object.kind} ${object.metadata.name} names the namespace '${object.metadata.namespace}', but the target lives in '${namespace}'. Leave the namespace out.`;
}

/** A manifest copied out of a cluster is welcome; what the server sets in it is not ours to apply. */
function withoutServerFields(input: ObjectsInput): readonly ClusterObject[] {
  return input.objects.map(({ status: _status, ...object }) => {
    const { name, namespace, labels, annotations } = object.metadata;
    return {
      ...object,
      metadata: {
        name,
        ...(namespace ? { namespace } : {}),
        ...(labels ? { labels } : {}),
        ...(annotations ? { annotations } : {}),
      },
    };
  });
}

function objectionTo(objects: readonly ClusterObject[]): string | undefined {
  const seen = new Set<string>();
  for (const object of objects) {
    const { kind, name } = nameOf(object);
    const key = `${object.apiVersion} ${kind} ${name}`;
    if (kind === 'Secret') {
      return `Secret ${name} cannot be deployed here: a plan is shown to people, and a secret must not be. Let External Secrets or your cluster's administrator make it, and refer to it by name.`;
    }
    if (kind === 'Namespace' || applyRank(object) < 0) {
      return `${kind} ${name} (${
        object.apiVersion
      }) is no kind that a deploy may write. Allowed are ${APPLIED_KINDS.filter(
        allowed => allowed !== 'v1 Namespace',
      ).join(', ')}.`;
    }
    if (seen.has(key)) {
      return `${kind} ${name} is there twice. Keep one of them.`;
    }
    seen.add(key);
  }
  return undefined;
}
