import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type {
  ChangeKind,
  Check,
  StepContext,
} from '@mandate/plugin-mandate-node';
import { checkTests } from '../../deploymentTests/checkTests';
import { withTests } from '../../deploymentTests/withTests';
import { imageVersion } from '../../domain/imageReference';
import { fillInStep } from '../../knownAfterApply/fillInStep';
import { withPending } from '../../knownAfterApply/pendingFields';
import { checkScraping } from '../../metrics/checkScraping';
import { assemblePlan } from '../../planning/assemblePlan';
import { onOwnWorkload, takenOver } from '../../planning/ownWorkload';
import { planObjects } from '../../planning/planObjects';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import { afterDeploy } from '../afterDeploy';
import { checkConditions } from '../../verification/checkConditions';
import { checkRollout } from '../../verification/checkRollout';
import { checkSecurity } from '../../verification/checkSecurity';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { type DeployInput, deployInputSchema } from './deployInput';
import { desiredObjects } from './desiredObjects';

/** Brings a template's instance, a new image or manifests into a target. */
export function deployKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<DeployInput> {
  const asWorkload = workloadKind(options);
  return {
    ...asWorkload,
    step: (plan, stepId) =>
      fillInStep(plan, stepId, options) ?? asWorkload.step(plan, stepId),
    preflight: workloadPreflight([
      'environment',
      'resources',
      'dependencies',
      'configuration',
      'autoscaling',
    ]),
    name: 'deploy',
    title: 'Deploy',
    description: [
      'Brings a version into an environment and waits until its pods are ready. Give one of:',
      '- `template: { name, digest?, parameters }`: an instance of an approved template; parameters that you leave out keep their values, and the instance keeps its version of the template unless you give the digest of another one.',
      '- `image` (and `container` when there are several): a new image for the workload that is there.',
      '- `objects`: Kubernetes manifests as data, or `manifests`: the same as YAML text. Secrets are refused. With `prune: true` they are all that belongs to the target: what an earlier such deploy brought beyond them is removed, as it is when a template no longer makes it.',
      '',
      'Fields that somebody else manages are not overwritten, unless `takeOverFrom` names the managers. `soakSeconds` says how long the pods must stay well.',
    ].join('\n'),
    check: context => checkDeployed(context, options),
    afterVerification: context => afterDeploy(context, options.now()),
    inputSchema: deployInputSchema,
    replacesQueued: true,
    testedBeforehand: true,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.1,
    },
    describe,
    plan: onOwnWorkload(async (context, input) => {
      const desired = await desiredObjects(context, input, options.templates);
      if (desired.type === 'impossible') {
        return desired;
      }
      const outcome = await planObjects(context, {
        desired: desired.objects,
        takeOverFrom: input.takeOverFrom,
        pending: desired.pending,
        ...(desired.whole
          ? { prune: { most: options.mostPruned, part: desired.part } }
          : {}),
      });
      if (outcome.type === 'impossible') {
        return outcome;
      }
      const assembled = assemblePlan({
        ...outcome,
        template: desired.template,
        verification: soak(input, options),
        unchangedWords: `${context.target.name} in ${context.target.environment} is exactly like that already.`,
      });
      return assembled.type === 'planned'
        ? {
            type: 'planned',
            plan: withTests(
              withPending(assembled.plan, desired.pending ?? []),
              desired.tests ?? [],
            ),
          }
        : assembled;
    }, takenOver),
  };
}

/** The rollout, the Pod Security level that a template claims, that monitoring scrapes it, the template's checks, and last its tests. */
async function checkDeployed(
  context: StepContext,
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): Promise<readonly Check[]> {
  const rollout = await checkRollout(context, options.now());
  const security = await checkClaimedSecurity(context, options.templates);
  const scraping = await checkScraping(context);
  const others = [...rollout, ...security, ...scraping];
  const conditions = await checkConditions(context, {
    templates: options.templates,
    others,
  });
  const checks = [...others, ...conditions];
  return [...checks, ...(await checkTests(context, checks))];
}

async function checkClaimedSecurity(
  context: StepContext,
  templates: ApprovedTemplates,
): Promise<readonly Check[]> {
  const { template } = context.plan;
  if (!template) {
    return [];
  }
  const found = await templates.find(template.name, template.digest);
  return found.type === 'missing'
    ? []
    : [await checkSecurity(context, found.template.annotations.podSecurity)];
}

function describe(input: DeployInput, target: TargetFacts): string {
  const where = `to ${target.environment}`;
  if ('image' in input) {
    return `Deploy ${target.name} ${imageVersion(input.image)} ${where}`;
  }
  if ('objects' in input) {
    const count = input.objects.length;
    return `Deploy ${count} ${count === 1 ? 'object' : 'objects'} of ${
      target.name
    } ${where}`;
  }
  if ('manifests' in input) {
    return `Deploy manifests of ${target.name} ${where}`;
  }
  const { image } = input.template.parameters;
  return typeof image === 'string'
    ? `Deploy ${target.name} ${imageVersion(image)} ${where}`
    : `Deploy ${target.name} from template ${input.template.name} ${where}`;
}

/** The deadline leaves room for the soak. */
function soak(input: DeployInput, options: KubernetesKindOptions) {
  const { soakSeconds, deadlineSeconds } = options.verification;
  const asked = input.soakSeconds ?? soakSeconds;
  return {
    soakSeconds: asked,
    deadlineSeconds: deadlineSeconds + Math.max(0, asked - soakSeconds),
  };
}
