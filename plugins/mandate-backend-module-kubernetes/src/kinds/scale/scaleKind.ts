import { replicasOf, withValueAt } from '@mandate/plugin-mandate-node';
import {
  type ClusterObject,
  PARAMETERS_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { ownedFields } from '../../domain/managedFields';
import { assemblePlan } from '../../planning/assemblePlan';
import { onOwnWorkload, takenOver } from '../../planning/ownWorkload';
import { planObjects } from '../../planning/planObjects';
import { recordedParameters, withParameters } from '../../planning/parameters';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';

const inputSchema = z.strictObject({
  /** Pods that run at the same time. */
  replicas: z.number().int().min(0).max(1_000),
  /** Field managers whose hold on the number of replicas is taken over, such as `kubectl`. */
  takeOverFrom: z.array(z.string().min(1).max(200)).max(10).default([]),
});
type ScaleInput = z.output<typeof inputSchema>;

/** Sets how many pods a workload has. */
export function scaleKind(
  options: KubernetesKindOptions,
): ChangeKind<ScaleInput> {
  return {
    ...workloadKind(options),
    preflight: workloadPreflight(['environment', 'resources', 'configuration']),
    name: 'scale',
    title: 'Scale',
    description:
      'Sets how many pods the workload has: `replicas`, 0 to 1000. Use it when load or a schedule asks for more or fewer. Impossible while an autoscaler decides the number. It is verified without the checks of the template, which it may make false on purpose.',
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.05,
    },
    describe: ({ replicas }, target) =>
      `Scale ${target.name} to ${replicas} ${
        replicas === 1 ? 'pod' : 'pods'
      } in ${target.environment}`,
    plan: onOwnWorkload(async (context, { replicas, takeOverFrom }) => {
      const live = await readWorkload(context);
      if (!live) {
        return withoutWorkload(context);
      }
      const outcome = await planObjects(context, {
        desired: [scaled(live, replicas)],
        takeOverFrom,
      });
      return outcome.type === 'impossible'
        ? outcome
        : assemblePlan({
            ...outcome,
            verification: options.verification,
            unchangedWords: `It has ${replicas} replicas already.`,
          });
    }, takenOver),
  };
}

/** Keeps the template's parameters true, so that the next deploy does not scale back. */
function scaled(live: ClusterObject, replicas: number): ClusterObject {
  const owned = ownedFields(live);
  const desired = {
    ...owned,
    ...withValueAt(owned, ['spec', 'replicas'], replicas),
  };
  const recorded = recordedParameters(live);
  return recorded?.replicas === replicasOf(live) &&
    owned.metadata.annotations?.[PARAMETERS_ANNOTATION] !== undefined
    ? withParameters(desired, { ...recorded, replicas })
    : desired;
}
