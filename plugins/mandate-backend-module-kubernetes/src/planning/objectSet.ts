import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import {
  applySetId,
  applySetName,
  applySetParent,
  asMember,
} from '../domain/applySet';
import { decorate } from './decorate';
import type { PlanObjectsOptions } from './planObjects';
import { planPruning } from './planPruning';

/** What is to be applied and removed. */
export interface ObjectSet {
  readonly type: 'set';
  readonly desired: readonly ClusterObject[];
  readonly removed: readonly {
    readonly planned: PlannedObject;
    readonly live: ClusterObject;
  }[];
  readonly notes: readonly string[];
}

/**
 * Makes the desired objects an apply set (KEP-3659) when they are all that belongs to the target, so that kubectl too
 * can tell what belongs together, and finds out which members the new version does not have any more.
 */
export async function objectSet(
  context: ObserveContext,
  { desired, prune }: PlanObjectsOptions,
  hasNamespace: boolean,
): Promise<
  ObjectSet | { readonly type: 'impossible'; readonly words: string }
> {
  if (!prune) {
    return { type: 'set', desired, removed: [], notes: [] };
  }
  const { target, clusters } = context;
  const { namespace } = target;
  const name = applySetName(target.workload.name, prune.part?.name);
  const setId = applySetId({ name, namespace });
  const parent = hasNamespace
    ? await clusters.read(target.cluster, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace,
        name,
      })
    : undefined;
  const pruning = await planPruning(context, {
    parent,
    setId,
    desired,
    most: prune.most,
  });
  if (pruning.type === 'impossible') {
    return pruning;
  }
  const { removed, kept, remaining } = pruning;
  const kinds = [...desired, ...remaining];
  return {
    type: 'set',
    desired: [
      decorate(
        applySetParent({ name, namespace, kinds }),
        target,
        prune.part?.annotations,
      ),
      ...desired.map(object => asMember(object, setId)),
    ],
    removed,
    notes: kept,
  };
}
