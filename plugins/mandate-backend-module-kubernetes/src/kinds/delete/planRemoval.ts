import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ObserveContext, PlanOutcome } from '@mandate/plugin-mandate-node';
import { applySetId, applySetName } from '../../domain/applySet';
import { objectVersion } from '../../domain/targetVersion';
import { assemblePlan } from '../../planning/assemblePlan';
import { deleted } from '../../planning/planObject';
import { recordedTemplate } from '../../planning/parameters';
import { planPruning } from '../../planning/planPruning';
import { readPart } from '../../planning/targetWorkload';
import { inventoryName } from '../../releases/inventory';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { retirementOf } from '../../retention/retention';

/** Nobody removes more with one workload by this change; what is beyond was not made by it. */
const MOST_MEMBERS = 40;

/** Plans to delete a retired workload and what belongs to it, once the time it is kept for is over. */
export async function planRemoval(
  context: ObserveContext,
  live: ClusterObject,
  { verification, now }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const { clusters, target } = context;
  const retirement = retirementOf(live);
  if (!retirement) {
    return {
      type: 'impossible',
      words: `${target.name} is not retired. Retire it first; it is kept for a while, and can be removed after that.`,
    };
  }
  if (now() < retirement.until) {
    return {
      type: 'impossible',
      words: `${
        target.name
      } is kept until ${retirement.until.toISOString()}. Remove it after that, or restore it.`,
    };
  }
  const { namespace, workload } = target;
  const name = applySetName(workload.name);
  const [parent, inventory] = await Promise.all(
    [name, inventoryName(workload.name)].map(configMap =>
      clusters.read(target.cluster, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace,
        name: configMap,
      }),
    ),
  );
  const keepers = [parent, inventory].flatMap(object => object ?? []);
  const pruning = await planPruning(context, {
    parent,
    setId: applySetId({ name, namespace }),
    desired: [live],
    most: MOST_MEMBERS,
  });
  if (pruning.type === 'impossible') {
    return pruning;
  }
  const parts = [
    ...pruning.removed,
    { planned: deleted(live), live },
    ...keepers.map(keeper => ({ planned: deleted(keeper), live: keeper })),
  ];
  return assemblePlan({
    objects: parts.map(({ planned }) => planned),
    versions: parts.map(part => objectVersion(part.live)),
    verification,
    removesTemplate: recordedTemplate(live)?.name,
    unchangedWords: 'There is nothing left of it.',
    notes: pruning.kept,
  });
}

/**
 * Plans to delete what a template without a workload brought to the target. At once: no pods are missed while it is kept,
 * and a rule that no longer holds but is still there would mislead.
 */
export async function planPartRemoval(
  context: ObserveContext,
  template: string,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const { target } = context;
  const part = await readPart(context, template);
  if (!part) {
    return {
      type: 'impossible',
      words: `Template '${template}' brought nothing without a workload to ${target.name} in ${target.environment}. Leave \`template\` out to delete its workload, or look at its card Template for what it was made from.`,
    };
  }
  const { namespace } = target;
  const pruning = await planPruning(context, {
    parent: part,
    setId: applySetId({ name: part.metadata.name, namespace }),
    desired: [],
    most: MOST_MEMBERS,
  });
  if (pruning.type === 'impossible') {
    return pruning;
  }
  const parts = [...pruning.removed, { planned: deleted(part), live: part }];
  return assemblePlan({
    objects: parts.map(({ planned }) => planned),
    versions: parts.map(({ live }) => objectVersion(live)),
    verification,
    removesTemplate: template,
    unchangedWords: 'There is nothing left of it.',
    notes: pruning.kept,
  });
}
