import {
  type ClusterObject,
  dnsLabelSchema,
} from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  type ObserveContext,
  type PlanOutcome,
  replicasOf,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { ownedFields } from '../../domain/managedFields';
import { decorate } from '../../planning/decorate';
import { onOwnWorkload } from '../../planning/ownWorkload';
import { planDesired } from '../../planning/planDesired';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { planPartRemoval, planRemoval } from './planRemoval';
import {
  RETENTION_ANNOTATION,
  retirementOf,
  RETIRED_REPLICAS_ANNOTATION,
} from '../../retention/retention';

const DEFAULT_RETENTION_DAYS = 7;

const inputSchema = z.strictObject({
  /**
   * `retire` stops the pods and keeps everything for a while, `restore` brings them back within that time, `remove`
   * deletes what was retired once the time is over.
   */
  action: z.enum(['retire', 'restore', 'remove']).default('retire'),
  /** For how many days everything is kept. */
  retentionDays: z
    .number()
    .int()
    .min(1)
    .max(365)
    .default(DEFAULT_RETENTION_DAYS),
  /** With `remove`: what this template brought, which has no workload. */
  template: dnsLabelSchema.optional(),
});
type DeleteInput = z.output<typeof inputSchema>;

/** Autoscalers write the number of pods as the controller manager does; a retired workload has none, whoever set it. */
const SCALERS = ['kube-controller-manager'];

/** Deletes a workload in two changes with a time for second thoughts between them. */
export function deleteKind(
  options: KubernetesKindOptions,
): ChangeKind<DeleteInput> {
  return {
    ...workloadKind(options),
    preflight: workloadPreflight(['environment']),
    name: 'delete',
    title: 'Delete',
    description: [
      'Takes a workload out of service, with time for second thoughts. `action`:',
      `- \`retire\` (the default): no pods any more; everything is kept for \`retentionDays\` (${DEFAULT_RETENTION_DAYS}).`,
      '- `restore`: brings the pods back, as many as there were.',
      '- `remove`: deletes what belongs to it, once that time is over. Volumes stay.',
      '',
      'What a template without a workload brought, such as quotas or network policies, has no pods to stop: `remove` with `template`, its name, deletes that at once.',
    ].join('\n'),
    inputSchema,
    risk: {
      destructive: true,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.3,
    },
    describe,
    plan: onOwnWorkload(async (context, input) => {
      if (input.template !== undefined) {
        return input.action === 'remove'
          ? planPartRemoval(context, input.template, options)
          : { type: 'impossible', words: noPodsWords(input.template) };
      }
      const live = await readWorkload(context);
      if (!live) {
        return withoutWorkload(context);
      }
      switch (input.action) {
        case 'retire':
          return planRetirement(context, live, input, options);
        case 'restore':
          return planRestoration(context, live, options);
        default:
          return planRemoval(context, live, options);
      }
    }),
  };
}

function noPodsWords(template: string): string {
  return `What template '${template}' brought has no pods that could be stopped or brought back. Use the action \`remove\`.`;
}

function describe(
  { action, retentionDays, template }: DeleteInput,
  target: { readonly name: string; readonly environment: string },
): string {
  const name = `${target.name} in ${target.environment}`;
  switch (action) {
    case 'restore':
      return `Restore ${name}`;
    case 'remove':
      return template === undefined
        ? `Remove the retired ${name}`
        : `Remove what template ${template} brought to ${name}`;
    default:
      return `Retire ${name}, kept for ${retentionDays} ${
        retentionDays === 1 ? 'day' : 'days'
      }`;
  }
}

function planRetirement(
  context: ObserveContext,
  live: ClusterObject,
  { retentionDays }: DeleteInput,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const replicas = retirementOf(live)?.replicas ?? replicasOf(live);
  return planDesired(context, {
    desired: [
      decorate(withReplicas(live, 0), context.target, {
        [RETENTION_ANNOTATION]: `${retentionDays}`,
        [RETIRED_REPLICAS_ANNOTATION]: `${replicas}`,
      }),
    ],
    takeOverFrom: SCALERS,
    verification,
    unchangedWords: 'It is retired already.',
    notes: [`kept for ${retentionDays} days, then it may be removed`],
  });
}

async function planRestoration(
  context: ObserveContext,
  live: ClusterObject,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const retirement = retirementOf(live);
  if (!retirement) {
    return {
      type: 'impossible',
      words: 'It is not retired, so there is nothing to restore.',
    };
  }
  const {
    [RETENTION_ANNOTATION]: _days,
    [RETIRED_REPLICAS_ANNOTATION]: _replicas,
    ...annotations
  } = ownedFields(live).metadata.annotations ?? {};
  const desired = withReplicas(live, retirement.replicas);
  return planDesired(context, {
    desired: [{ ...desired, metadata: { ...desired.metadata, annotations } }],
    takeOverFrom: SCALERS,
    verification,
    unchangedWords: 'It has its pods already.',
  });
}

function withReplicas(live: ClusterObject, replicas: number): ClusterObject {
  const owned = ownedFields(live);
  return {
    ...owned,
    ...withValueAt(owned, ['spec', 'replicas'], replicas),
  };
}
