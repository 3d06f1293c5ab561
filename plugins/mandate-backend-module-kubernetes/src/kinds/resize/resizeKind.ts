import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  containersOf,
  type Fields,
  fieldsAt,
  type ObserveContext,
  type PlanOutcome,
} from '@mandate/plugin-mandate-node';
import { ownedFields } from '../../domain/managedFields';
import { decorate } from '../../planning/decorate';
import { onOwnWorkload, takenOver } from '../../planning/ownWorkload';
import { recordedTemplate } from '../../planning/parameters';
import { planDesired } from '../../planning/planDesired';
import { readWorkload, withoutWorkload } from '../../planning/targetWorkload';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import { containerName, withContainer } from '../configure/configuredContainer';
import { recordRelease } from '../../releases/recordRelease';
import type { ApprovedTemplates } from '../../templates/ApprovedTemplates';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';
import { checkResized } from './checkResized';
import { isResizedInPlace, planInPlace } from './planInPlace';
import { type ResizeInput, resizeInputSchema } from './resizeInput';
import { resizePodStep } from './resizePodStep';

/** Changes what a container requests and may use. */
export function resizeKind(
  options: KubernetesKindOptions & { readonly templates: ApprovedTemplates },
): ChangeKind<ResizeInput> {
  const asRollout = workloadKind(options, { checkedBy: options.templates });
  return {
    ...asRollout,
    step: (plan, stepId) =>
      isResizedInPlace(plan)
        ? resizePodStep(plan, stepId)
        : asRollout.step(plan, stepId),
    check: context =>
      isResizedInPlace(context.plan)
        ? checkResized(context)
        : asRollout.check(context),
    preflight: workloadPreflight(['environment', 'resources', 'configuration']),
    name: 'resize',
    title: 'Resize',
    description:
      'Changes how much CPU and memory a container requests and may use: `requests` and `limits`, each with `cpu` and `memory`; what you leave out stays. The pods are replaced, a few at a time. With `inPlace: true` the running pods are resized without a restart where the cluster can; that lasts until they are replaced, because their template stays.',
    afterVerification: recordRelease,
    inputSchema: resizeInputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.05,
    },
    describe: (input, target) =>
      `Resize ${target.name} in ${target.environment} (${amountWords(input)})`,
    plan: onOwnWorkload(
      (context, input) => planResize(context, input, options),
      takenOver,
    ),
  };
}

function amountWords({ requests, limits }: ResizeInput): string {
  const words = (label: string, amounts: Readonly<Record<string, unknown>>) =>
    Object.entries(amounts).map(
      ([resource, amount]) => `${label} ${resource} ${String(amount)}`,
    );
  return [...words('request', requests), ...words('limit', limits)].join(', ');
}

async function planResize(
  context: ObserveContext,
  input: ResizeInput,
  options: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const live = await readWorkload(context);
  if (!live) {
    return withoutWorkload(context);
  }
  const name = containerName(live, input.container);
  if (name === undefined) {
    const names = containersOf(live).map(one => String(one.name));
    return {
      type: 'impossible',
      words: `Which container is meant? Name one of: ${names.join(
        ', ',
      )} (input container).`,
    };
  }
  if (input.inPlace) {
    const outcome = await planInPlace(context, { live, name, input, options });
    if (outcome.type !== 'not-served') {
      return outcome;
    }
  }
  const template = recordedTemplate(live);
  return planDesired(context, {
    desired: [decorate(resized(live, name, input), context.target)],
    takeOverFrom: input.takeOverFrom,
    verification: options.verification,
    unchangedWords: 'It has that size already.',
    notes: [
      ...(input.inPlace
        ? ['the cluster cannot resize running pods, so they are replaced']
        : []),
      ...(template
        ? [
            `the next deploy of the template ${template.name} brings what it sets itself back`,
          ]
        : []),
    ],
  });
}

function resized(
  live: ClusterObject,
  name: string,
  { requests, limits }: ResizeInput,
): ClusterObject {
  const owned = ownedFields(live);
  const ours: Fields = containersOf(owned).find(one => one.name === name) ?? {
    name,
  };
  const resources = fieldsAt(ours, 'resources');
  return withContainer(owned, {
    ...ours,
    resources: {
      ...resources,
      ...withAmounts(resources, 'requests', requests),
      ...withAmounts(resources, 'limits', limits),
    },
  });
}

function withAmounts(
  resources: Fields,
  field: 'requests' | 'limits',
  amounts: Fields,
): Fields {
  const all = { ...fieldsAt(resources, field), ...amounts };
  return Object.keys(all).length > 0 ? { [field]: all } : {};
}
