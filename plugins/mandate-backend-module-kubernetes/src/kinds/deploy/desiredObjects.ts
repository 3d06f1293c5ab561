import type {
  ClusterObject,
  PlannedTest,
  TemplateOrigin,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import { APPLIED_KINDS, mayBeApplied } from '../../domain/applyOrder';
import type { PendingField } from '../../knownAfterApply/pendingFields';
import { decorate } from '../../planning/decorate';
import type { TargetPart } from '../../planning/planObjects';
import { readPart, readWorkload } from '../../planning/targetWorkload';
import { nameOf } from '../../planning/planObject';
import type { DeployInput } from './deployInput';
import { desiredByImage } from './desiredByImage';
import { desiredByTemplate } from './desiredByTemplate';
import { parseManifests } from './parseManifests';

/** The objects a deploy wants, or why it cannot be. */
export type DesiredObjects =
  | {
      readonly type: 'desired';
      readonly objects: readonly ClusterObject[];
      /** All that belongs to the target: what an earlier version brought beyond it is removed. */
      readonly whole?: boolean;
      readonly template?: TemplateOrigin;
      /** What it is of the target, when it brings no workload. */
      readonly part?: TargetPart;
      /** What the template wants tested once the objects are ready. */
      readonly tests?: readonly PlannedTest[];
      /** What only the cluster can tell, once others are applied. */
      readonly pending?: readonly PendingField[];
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
  const words = objectionTo(
    desired.objects,
    desired.template?.approved ?? false,
  );
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
    const part = await readPart(context, input.template.name);
    const { template } = input;
    return desiredByTemplate({
      context,
      target,
      live,
      part,
      templates,
      ...template,
    });
  }
  if ('image' in input) {
    return desiredByImage({ context, target, live, templates, input });
  }
  if ('objects' in input) {
    return desiredByManifests(input.objects, input.prune, context);
  }
  const parsed = parseManifests(input.manifests);
  return parsed.type === 'invalid'
    ? { type: 'impossible', words: parsed.problems.join('\n') }
    : desiredByManifests(parsed.objects, input.prune, context);
}

function desiredByManifests(
  objects: readonly ClusterObject[],
  whole: boolean,
  { target }: ObserveContext,
): DesiredObjects {
  const elsewhere = objects.find(
    ({ metadata }) =>
      (metadata.namespace ?? target.namespace) !== target.namespace,
  );
  return elsewhere
    ? { type: 'impossible', words: namespaceWords(elsewhere, target.namespace) }
    : {
        type: 'desired',
        whole,
        objects: withoutServerFields(objects).map(object =>
          decorate(object, target),
        ),
      };
}

function namespaceWords(object: ClusterObject, namespace: string): string {
  return `${object.kind} ${object.metadata.name} names the namespace '${object.metadata.namespace}', but the target lives in '${namespace}'. Leave the namespace out.`;
}

/** A manifest copied out of a cluster is welcome; what the server sets in it is not ours to apply. */
function withoutServerFields(
  objects: readonly ClusterObject[],
): readonly ClusterObject[] {
  return objects.map(({ status: _status, ...object }) => {
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

/** Every objection, with the number of the document it is about. */
function objectionTo(
  objects: readonly ClusterObject[],
  inApprovedTemplate: boolean,
): string | undefined {
  const objections = objects.flatMap((object, index) => {
    const words = objectionToOne(
      object,
      objects.slice(0, index),
      inApprovedTemplate,
    );
    return words ? [`Document ${index + 1}: ${words}`] : [];
  });
  const [first] = objections;
  return objects.length === 1
    ? first?.replace(/^Document 1: /, '')
    : objections.join('\n') || undefined;
}

function objectionToOne(
  object: ClusterObject,
  earlier: readonly ClusterObject[],
  inApprovedTemplate: boolean,
): string | undefined {
  const { kind, name } = nameOf(object);
  if (kind === 'Secret') {
    return `Secret ${name} cannot be deployed here: a plan is shown to people, and a secret must not be. Let External Secrets or your cluster's administrator make it, and refer to it by name.`;
  }
  if (!mayBeApplied(object, { inApprovedTemplate })) {
    if (mayBeApplied(object, { inApprovedTemplate: true })) {
      return `${kind} ${name} bounds the namespace or gives rights in it, so only an approved template may bring it. Have the template approved first.`;
    }
    return `${kind} ${name} (${
      object.apiVersion
    }) is no kind that a deploy may write. Allowed are ${APPLIED_KINDS.join(
      ', ',
    )}.`;
  }
  const isTwice = earlier.some(
    other =>
      other.apiVersion === object.apiVersion &&
      other.kind === kind &&
      other.metadata.name === name,
  );
  return isTwice
    ? `${kind} ${name} is there twice. Keep one of them.`
    : undefined;
}
