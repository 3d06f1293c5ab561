import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { type ObserveContext, withValueAt } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { ownedFields } from '../../domain/managedFields';
import { objectVersion } from '../../domain/targetVersion';
import { planObject } from '../../planning/planObject';

/** The name of a node. */
export const nodeNameSchema = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be the name of a node');

/** The effect on a node, or why it cannot be. */
export type PlannedNode =
  | {
      readonly type: 'planned';
      readonly objects: readonly PlannedObject[];
      readonly versions: readonly string[];
    }
  | { readonly type: 'impossible'; readonly words: string };

/**
 * Plans whether pods are put on a node. Nodes carry everybody's pods, so only an entity that stands for the cluster's
 * infrastructure, a catalog Resource, is a target for it; the mandates of a service say nothing about them.
 */
export async function planNode(
  context: ObserveContext,
  { name, unschedulable }: { name: string; unschedulable: boolean },
): Promise<PlannedNode> {
  const { clusters, target } = context;
  if (target.entityKind.toLowerCase() !== 'resource') {
    return {
      type: 'impossible',
      words: `${target.entityRef} is a ${target.entityKind}. Nodes belong to everybody: propose this for the catalog Resource that stands for the nodes of cluster '${target.cluster}'.`,
    };
  }
  const live = await clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'Node',
    name,
  });
  if (!live) {
    return {
      type: 'impossible',
      words: `There is no node '${name}' in cluster '${target.cluster}'.`,
    };
  }
  const outcome = await planObject(context, {
    object: withSchedulability(live, unschedulable),
    live,
    takeOverFrom: [],
  });
  return outcome.type === 'refused'
    ? { type: 'impossible', words: outcome.words }
    : {
        type: 'planned',
        objects: outcome.objects,
        versions: [objectVersion(live)],
      };
}

function withSchedulability(
  live: ClusterObject,
  unschedulable: boolean,
): ClusterObject {
  const owned = ownedFields(live);
  return {
    ...owned,
    ...withValueAt(owned, ['spec', 'unschedulable'], unschedulable),
  };
}
