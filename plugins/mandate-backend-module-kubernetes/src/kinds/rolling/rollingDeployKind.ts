import type { Plan } from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  type ObserveContext,
  type PlanOutcome,
  replicasOf,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { batchTargets } from '../../domain/batches';
import { withTests } from '../../deploymentTests/withTests';
import { imageVersion } from '../../domain/imageReference';
import { onOwnWorkload, takenOver } from '../../planning/ownWorkload';
import { planDesired } from '../../planning/planDesired';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import { afterDeploy } from '../afterDeploy';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import { imageInputSchema } from '../deploy/deployInput';
import { desiredObjects } from '../deploy/desiredObjects';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import {
  BATCH_TIMEOUT_SECONDS,
  batchStep,
  heldIfRolled,
  rolledDeployment,
} from './batchStep';

const inputSchema = imageInputSchema.extend({
  /** In how many batches the pods are replaced. */
  batches: z.number().int().min(2).max(10).default(3),
});
type RollingDeployInput = z.output<typeof inputSchema>;

const BATCH_PREFIX = 'batch-';

/** Brings a new image out in batches, looks after each, and holds when pods are not well. */
export function rollingDeployKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<RollingDeployInput> {
  const asDeploy = workloadKind(options, {
    alter: heldIfRolled,
    checkedBy: options.templates,
  });
  return {
    ...asDeploy,
    step: (plan, stepId) =>
      batchOf(plan, stepId, options) ?? asDeploy.step(plan, stepId),
    afterVerification: context => afterDeploy(context, options.now()),
    preflight: workloadPreflight([
      'environment',
      'resources',
      'dependencies',
      'configuration',
    ]),
    name: 'rolling-deploy',
    title: 'Deploy in batches',
    description:
      'Brings a new `image` (and `container` when there are several) of a Deployment out in `batches` (3): after each the rollout is held until its pods are ready. When they are not, it stays held, the old pods serve on, and a person is asked whether to go on, undo it, or leave it.',
    inputSchema,
    replacesQueued: true,
    testedBeforehand: true,
    onFailure: 'ask',
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.05,
    },
    describe: ({ image }, target) =>
      `Deploy ${target.name} ${imageVersion(image)} to ${
        target.environment
      } in batches`,
    plan: onOwnWorkload(
      (context, input) => planRolling(context, input, options),
      takenOver,
    ),
  };
}

async function planRolling(
  context: ObserveContext,
  { batches, ...input }: RollingDeployInput,
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): Promise<PlanOutcome> {
  const { target } = context;
  if (target.workload.kind !== 'Deployment') {
    return {
      type: 'impossible',
      words: `${target.workload.kind} ${target.workload.name} is no Deployment, and cannot be brought out in batches. Deploy it; its pods are replaced one by one.`,
    };
  }
  const desired = await desiredObjects(context, input, options.templates);
  if (desired.type === 'impossible') {
    return desired;
  }
  if (desired.pending && desired.pending.length > 0) {
    return {
      type: 'impossible',
      words: `The template makes ${desired.pending[0].resource} of ${desired.pending[0].waitsFor}, which is known only after apply. Deploy it as a whole instead of in batches.`,
    };
  }
  const outcome = await planDesired(context, {
    desired: desired.objects,
    takeOverFrom: input.takeOverFrom,
    verification: options.verification,
    unchangedWords: `${target.name} in ${target.environment} runs that image already.`,
  });
  return outcome.type === 'planned'
    ? {
        type: 'planned',
        plan: withTests(inBatches(outcome.plan, batches), desired.tests ?? []),
      }
    : outcome;
}

function inBatches(plan: Plan, batches: number): Plan {
  const targets = targetsOf(plan, batches);
  return {
    ...plan,
    summary: `${plan.summary}; in ${targets.length} batches, held when pods are not well`,
    steps: [
      ...plan.steps,
      ...targets.map((target, index) => ({
        id: `${BATCH_PREFIX}${index + 1}-of-${targets.length}-to-${target}`,
        title: `Batch ${index + 1} of ${targets.length}: ${target} new ${
          target === 1 ? 'pod' : 'pods'
        }`,
        effect: true,
        timeoutSeconds: BATCH_TIMEOUT_SECONDS,
      })),
    ],
  };
}

function targetsOf(plan: Plan, batches: number): readonly number[] {
  const rolled = rolledDeployment(plan);
  return rolled ? batchTargets(replicasOf(rolled.after), batches) : [];
}

/** All that a batch needs is in its id, since a run may resume anywhere. */
function batchOf(plan: Plan, stepId: string, { now }: KubernetesKindOptions) {
  const match = /^batch-(\d+)-of-(\d+)-to-(\d+)$/.exec(stepId);
  const planned = rolledDeployment(plan);
  return match && planned
    ? batchStep({
        planned,
        target: Number(match[3]),
        last: match[1] === match[2],
        now,
      })
    : undefined;
}
