import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { assemblePlan } from '../../planning/assemblePlan';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { nodeNameSchema, planNode } from './planNode';

const inputSchema = z.strictObject({
  node: nodeNameSchema,
  /** Whether new pods are put on the node; `false` keeps them away, `true` lets them come again. */
  schedulable: z.boolean().default(false),
});
type CordonInput = z.output<typeof inputSchema>;

/** Keeps new pods away from a node, or lets them come again. */
export function cordonKind(
  options: KubernetesKindOptions,
): ChangeKind<CordonInput> {
  return {
    ...workloadKind(options),
    name: 'cordon',
    title: 'Cordon',
    description:
      "Keeps new pods away from a `node`; what runs there goes on. With `schedulable: true` pods come again. The target is the catalog Resource that stands for the cluster's nodes.",
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0,
    },
    describe: ({ node, schedulable }, target) =>
      schedulable
        ? `Let pods come to node ${node} of ${target.cluster} again`
        : `Keep new pods away from node ${node} of ${target.cluster}`,
    plan: async (context, { node, schedulable }) => {
      const outcome = await planNode(context, {
        name: node,
        unschedulable: !schedulable,
      });
      return outcome.type === 'impossible'
        ? outcome
        : assemblePlan({
            ...outcome,
            verification: options.verification,
            unchangedWords: schedulable
              ? `Pods come to node ${node} already.`
              : `New pods are kept away from node ${node} already.`,
          });
    },
  };
}
