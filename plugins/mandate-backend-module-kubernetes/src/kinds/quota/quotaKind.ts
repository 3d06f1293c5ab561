import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ChangeKind,
  ClusterRefusedError,
  fieldsAt,
  type ObserveContext,
  parseQuantity,
  type PlanOutcome,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { decorate } from '../../planning/decorate';
import { planDesired } from '../../planning/planDesired';
import { workloadPreflight } from '../../preflight/workloadPreflight';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import { workloadKind } from '../workloadKind';

/** The object that a quota change writes, one a namespace. */
const QUOTA = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  name: 'mandate-quota',
} as const;
const LIMITS = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  name: 'mandate-limits',
} as const;

const quantity = z
  .string()
  .max(20)
  .regex(
    /^\d{1,12}(\.\d{1,6})?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/,
    'must be a quantity such as 4, 500m or 16Gi',
  );
const amounts = z.record(
  z.string().regex(/^[a-z0-9][-a-z0-9./]{0,200}$/, 'must be a resource'),
  quantity,
);

const inputSchema = z
  .strictObject({
    /** The most that the namespace may have in sum, such as `{ "requests.cpu": "4", "pods": "20" }`. */
    hard: amounts.optional(),
    /** What a container gets that says nothing, and what it may ask for. */
    containers: z
      .strictObject({
        defaultRequest: amounts.optional(),
        default: amounts.optional(),
        min: amounts.optional(),
        max: amounts.optional(),
      })
      .optional(),
    takeOverFrom: z.array(z.string().min(1).max(200)).max(10).default([]),
  })
  .refine(
    ({ hard, containers }) => hard !== undefined || containers !== undefined,
    { message: 'needs hard or containers' },
  );
type QuotaInput = z.output<typeof inputSchema>;

/** Sets how much a namespace may use. */
export function quotaKind(
  options: KubernetesKindOptions,
): ChangeKind<QuotaInput> {
  return {
    ...workloadKind(options),
    preflight: workloadPreflight(['environment']),
    name: 'quota',
    title: 'Set quota',
    description:
      "Sets how much the target's namespace may use: `hard` bounds the sum of all pods (`requests.cpu`, `requests.memory`, `limits.cpu`, `limits.memory`, `pods`, …), `containers` says what a container gets by default and may ask for at least and at most. What runs goes on; a bound below it only keeps new pods out.",
    inputSchema,
    risk: {
      destructive: false,
      touchesIdentity: false,
      touchesData: false,
      irreversibility: 0.05,
    },
    describe: (_input, target) =>
      `Set the quota of namespace ${target.namespace} in ${target.environment}`,
    plan: (context, input) => planQuota(context, input, options),
  };
}

async function planQuota(
  context: ObserveContext,
  { hard, containers, takeOverFrom }: QuotaInput,
  { verification }: KubernetesKindOptions,
): Promise<PlanOutcome> {
  const desired = [
    ...(hard ? [objectOf(QUOTA, { hard })] : []),
    ...(containers
      ? [objectOf(LIMITS, { limits: [{ type: 'Container', ...containers }] })]
      : []),
  ];
  return planDesired(context, {
    desired: desired.map(object => decorate(object, context.target)),
    takeOverFrom,
    verification,
    unchangedWords: 'The namespace has that quota already.',
    notes: hard ? await shortageNotes(context, hard) : [],
  });
}

function objectOf(
  { apiVersion, kind, name }: typeof QUOTA | typeof LIMITS,
  spec: Readonly<Record<string, unknown>>,
): ClusterObject {
  return { apiVersion, kind, metadata: { name }, spec };
}

/** Bounds that are below what the present quota says is used. */
async function shortageNotes(
  { clusters, target }: ObserveContext,
  hard: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const quotas = await clusters
    .list(target.cluster, { ...QUOTA, namespace: target.namespace })
    .catch(noneWhenNotServed);
  const live = quotas.find(({ metadata }) => metadata.name === QUOTA.name);
  const used = fieldsAt(live, 'status', 'used');
  const below = Object.entries(hard).filter(
    ([resource, bound]) =>
      (parseQuantity(used[resource]) ?? 0) > (parseQuantity(bound) ?? 0),
  );
  return below.length > 0
    ? [
        `less than is used now of ${below
          .map(([resource]) => resource)
          .join(', ')}: new pods are kept out`,
      ]
    : [];
}

/** A cluster that does not serve quotas says so when the object is planned. */
function noneWhenNotServed(error: unknown): readonly ClusterObject[] {
  if (error instanceof ClusterRefusedError && error.status === 404) {
    return [];
  }
  throw error;
}
