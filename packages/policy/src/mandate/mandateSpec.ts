import { z } from 'zod';
import { parseDuration } from './duration';
import { limitsSchema } from './limitsSchema';
import { changeKindsSchema, nameSchema, namesSchema } from './nameSchemas';
import { oversightLevels } from './oversight';

const name = nameSchema;
const names = namesSchema;

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

/** Whom to ask beside the group when it has not decided some time after it could. */
const escalation = z
  .strictObject({ after: exactDuration, to: entityRef })
  .readonly();

/**
 * Who must approve: `count` people of `group`. `rejection: single` (the default) lets one of them reject alone.
 * Requirements of a later `stage` (1 by default) are asked when those of earlier ones are filled. With `escalate`, other
 * groups may vote in the group's place once it has taken too long, counted from when the plan was decided on.
 *
 * @public
 */
export const approvalRequirementSchema = z
  .strictObject({
    group: entityRef,
    count: z.int().min(1).max(20),
    rejection: z.enum(['single', 'quorum']).optional(),
    stage: z.int().min(1).max(10).optional(),
    escalate: z.array(escalation).min(1).max(5).readonly().optional(),
  })
  .readonly();

const requirements = z
  .array(approvalRequirementSchema)
  .min(1)
  .max(20)
  .readonly();

const labels = z
  .record(name, name.or(names))
  .refine(value => Object.keys(value).length > 0, 'Name at least one label.')
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
    labels: labels.optional(),
    namespaces: names.optional(),
    clusters: names.optional(),
    entities: entityRefs.optional(),
  })
  .readonly();

const amount = z.number().min(0).max(1_000_000_000).optional();

/**
 * What a budget counts: changes; the cost a month they add, in the configured currency; or the services that depend on what they touch.
 *
 * @public
 */
export const budgetMeasures = ['changes', 'cost', 'dependants'] as const;

/**
 * One of {@link budgetMeasures}.
 *
 * @public
 */
export type BudgetMeasure = (typeof budgetMeasures)[number];

const budget = z
  .strictObject({
    changes: changeKindsSchema,
    measure: z.enum(budgetMeasures).optional(),
    perTarget: amount,
    perMandate: amount,
    perOwner: amount,
    perProposer: amount,
    window: exactDuration,
  })
  .readonly()
  .refine(
    value =>
      [
        value.perTarget,
        value.perMandate,
        value.perOwner,
        value.perProposer,
      ].filter(given => given !== undefined).length === 1,
    'A budget needs exactly one of perTarget, perMandate, perOwner and perProposer.',
  );

const grant = z
  .strictObject({
    changes: changeKindsSchema,
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
    limits: limitsSchema.optional(),
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
 * What a mandate keeps changes within.
 *
 * @public
 */
export type MandateLimits = NonNullable<MandateSpec['limits']>;

/**
 * A limit on one argument of changes of some kinds. An argument that is not given is not known to be within.
 *
 * @public
 */
export type ArgumentLimit = NonNullable<MandateLimits['arguments']>[number];

/**
 * How much may happen without a person in a sliding window.
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
 * A group that may vote in another one's place after a time, see {@link approvalRequirementSchema}.
 *
 * @public
 */
export type ApprovalEscalation = z.infer<typeof escalation>;

/**
 * See {@link approvalRequirementSchema}.
 *
 * @public
 */
export type ApprovalRequirement = z.infer<typeof approvalRequirementSchema>;
