import { z } from 'zod';
import { parseDuration } from './duration';
import { oversightLevels } from './oversight';

/**
 * The figures a mandate can limit: pods, CPU cores, GiB of memory, and cost a month in the configured currency.
 *
 * @public
 */
export const limitNames = [
  'replicas',
  'cpuCores',
  'memoryGiB',
  'monthlyCost',
] as const;

/**
 * One of {@link limitNames}.
 *
 * @public
 */
export type LimitName = (typeof limitNames)[number];

const name = z.string().min(1).max(253);
const names = z.array(name).min(1).max(500).readonly();

/** Backstage compares entity references without case; ours are kept in lower case. */
const entityRef = name.toLowerCase();
const entityRefs = z.array(entityRef).min(1).max(500).readonly();

const duration = z
  .string()
  .refine(
    text => parseDuration(text) !== undefined,
    'Not an ISO 8601 duration. Write for example PT1H (an hour), P3D (three days) or P3M (three months).',
  );

/** A duration of exact length: a window or an expiry cannot be measured in months. */
const exactDuration = duration.refine(text => {
  const parsed = parseDuration(text);
  return !parsed || (parsed.months === 0 && parsed.ms > 0);
}, 'A month or a year has no exact length, and the length must not be zero. Write days or hours, for example P30D.');

const positiveDuration = duration.refine(text => {
  const parsed = parseDuration(text);
  return !parsed || parsed.months > 0 || parsed.ms > 0;
}, 'The duration must be longer than zero.');

/**
 * Who must approve: `count` people of `group`. `rejection: single` (the default) lets one of them reject alone.
 *
 * @public
 */
export const approvalRequirementSchema = z
  .strictObject({
    group: entityRef,
    count: z.int().min(1).max(20),
    rejection: z.enum(['single', 'quorum']).optional(),
  })
  .readonly();

const requirements = z
  .array(approvalRequirementSchema)
  .min(1)
  .max(20)
  .readonly();

/**
 * A selection of targets, see {@link MandateScope}. Mandates, kill switches and change windows share it.
 *
 * @public
 */
export const mandateScopeSchema = z
  .strictObject({
    containerTypes: names.optional(),
    environments: names.optional(),
    kinds: entityRefs.optional(),
    owners: entityRefs.optional(),
    systems: entityRefs.optional(),
    tags: names.optional(),
    namespaces: names.optional(),
    clusters: names.optional(),
    entities: entityRefs.optional(),
  })
  .readonly();

const limit = z.number().min(0).optional();

const limits = z
  .strictObject({
    replicas: limit,
    cpuCores: limit,
    memoryGiB: limit,
    monthlyCost: limit,
    hard: z.array(z.enum(limitNames)).min(1).readonly().optional(),
  })
  .readonly()
  .superRefine((value, context) => {
    value.hard?.forEach((hardLimit, index) => {
      if (value[hardLimit] === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['hard', index],
          message: `${hardLimit} is called hard but has no limit. Give it a number beside, or take it out of hard.`,
        });
      }
    });
  });

/** `*` alone means every kind; beside other kinds it would hide them. */
const changeKinds = names.refine(
  kinds => kinds.length === 1 || !kinds.includes('*'),
  "'*' already means every kind of change: write it alone, or name the kinds.",
);

const amount = z.int().min(0).max(1_000_000).optional();

const budget = z
  .strictObject({
    changes: changeKinds,
    perTarget: amount,
    perMandate: amount,
    perOwner: amount,
    window: exactDuration,
  })
  .readonly()
  .refine(
    value =>
      [value.perTarget, value.perMandate, value.perOwner].filter(
        given => given !== undefined,
      ).length === 1,
    'A budget needs exactly one of perTarget, perMandate and perOwner.',
  );

const grant = z
  .strictObject({
    changes: changeKinds,
    when: z.string().min(1).max(65_536).optional(),
    oversight: z.enum(oversightLevels),
    approvals: requirements.optional(),
    expires: exactDuration.optional(),
    notify: entityRefs.optional(),
    soak: exactDuration.optional(),
  })
  .readonly()
  .superRefine((value, context) => {
    for (const key of ['approvals', 'expires'] as const) {
      if (value[key] !== undefined && value.oversight !== 'approve') {
        context.addIssue({
          code: 'custom',
          path: [key],
          message: `Only a grant with oversight approve can have ${key}; this one is ${value.oversight}.`,
        });
      }
    }
  });

/** What happens when no grant applies, or a limit is exceeded. It is never freer than `approve`. */
const fallback = z
  .strictObject({
    oversight: z.enum(['approve', 'forbid']).optional(),
    approvals: requirements.optional(),
    expires: exactDuration.optional(),
    notify: entityRefs.optional(),
  })
  .readonly();

const review = z
  .strictObject({
    every: positiveDuration,
    by: entityRef,
    lastDone: z.iso
      .date('Not a date. Write for example 2026-11-26.')
      .or(z.iso.datetime({ offset: true }))
      .optional(),
  })
  .readonly();

/**
 * The `spec` of an entity of kind `Mandate`: what automation may do without asking. Unknown keys are errors.
 * It checks shape only; `parseMandate` also compiles every condition.
 *
 * @public
 */
export const mandateSpecSchema = z
  .strictObject({
    owner: entityRef,
    appliesTo: mandateScopeSchema,
    limits: limits.optional(),
    budgets: z.array(budget).max(100).readonly().optional(),
    grants: z.array(grant).min(1).max(200).readonly(),
    otherwise: fallback.optional(),
    beyondLimits: fallback.optional(),
    review,
  })
  .readonly();

/**
 * A mandate's checked content, see {@link mandateSpecSchema}.
 *
 * @public
 */
export type MandateSpec = z.infer<typeof mandateSpecSchema>;

/**
 * Which targets a mandate covers: every given attribute must match one of its values; `{}` covers all.
 *
 * @public
 */
export type MandateScope = MandateSpec['appliesTo'];

/**
 * The figures a mandate keeps changes within.
 *
 * @public
 */
export type MandateLimits = NonNullable<MandateSpec['limits']>;

/**
 * How many changes of which kinds may run without a person in a sliding window.
 *
 * @public
 */
export type MandateBudget = NonNullable<MandateSpec['budgets']>[number];

/**
 * One clause of a mandate: kinds of change, a condition, and the oversight they get.
 *
 * @public
 */
export type MandateGrant = MandateSpec['grants'][number];

/**
 * See `otherwise` and `beyondLimits` of a mandate.
 *
 * @public
 */
export type MandateFallback = NonNullable<MandateSpec['otherwise']>;

/**
 * See {@link approvalRequirementSchema}.
 *
 * @public
 */
export type ApprovalRequirement = z.infer<typeof approvalRequirementSchema>;
