import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { ownedFields } from '../../domain/managedFields';
import { THIS_CHANGE, withRestartMark } from '../../domain/restartMark';
import { assemblePlan } from '../../planning/assemblePlan';
import { onOwnWorkload } from '../../planning/ownWorkload';
import { planObjects } from '../../planning/planObjects';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';

const inputSchema = z.strictObject({});
type RestartInput = z.output<typeof inputSchema>;

/** Replaces all pods of a workload by new ones of the same template. */
export function restartKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<RestartInput> {
  return {
    ...workloadKind(options, { checkedBy: options.templates }),
    preflight: workloadPreflight([
      'environment',
      'dependencies',
      'configuration',
    ]),
    name: 'restart',
    title: 'Restart',
    description:
      'Replaces all pods by new ones of the same template, a few at a time, as the rollout strategy says. Takes no input. Use it when a workload misbehaves and its image and settings are right.',
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0,
    },
    describe: (_input, target) =>
      `Restart ${target.name} in ${target.environment}`,
    plan: onOwnWorkload(async context => {
      const live = await readWorkload(context);
      if (!live) {
        return withoutWorkload(context);
      }
      const outcome = await planObjects(context, {
        desired: [withRestartMark(ownedFields(live), THIS_CHANGE)],
        takeOverFrom: [],
      });
      return outcome.type === 'impossible'
        ? outcome
        : assemblePlan({
            ...outcome,
            verification: options.verification,
            unchangedWords: 'It is being restarted already.',
          });
    }),
  };
}
