import { z } from 'zod';

/**
 * How a change relates to approved templates.
 *
 * @public
 */
export const classificationSchema = z.enum([
  'standard',
  'modified-within',
  'modified-beyond',
  'novel',
]);
/**
 * How a change relates to approved templates.
 *
 * @public
 */
export type Classification = z.infer<typeof classificationSchema>;

/**
 * One reason for the risk, in words that a person reads on the approval card.
 *
 * @public
 */
export const riskFactorSchema = z.object({
  id: z.string(),
  /** "7 services depend on it". */
  words: z.string(),
  effect: z.enum(['raises', 'lowers', 'neutral']),
  /** How much it moved probability or impact, -1 to 1. */
  weight: z.number().min(-1).max(1),
});
/**
 * One reason for the risk.
 *
 * @public
 */
export type RiskFactor = z.infer<typeof riskFactorSchema>;

/**
 * Risk = probability × impact, each explained by factors.
 *
 * @public
 */
export const riskSchema = z.object({
  level: z.enum(['low', 'medium', 'high']),
  probability: z.number().min(0).max(1),
  impact: z.number().min(0).max(1),
  score: z.number().min(0).max(1),
  factors: z.array(riskFactorSchema),
  /** What the probability rests on: rules, or a model trained on so many past changes. Absent in older assessments. */
  basis: z
    .discriminatedUnion('type', [
      z.object({ type: z.literal('rules') }),
      z.object({
        type: z.literal('model'),
        version: z.number().int(),
        trainedOn: z.number().int(),
      }),
    ])
    .optional(),
});
/**
 * Risk = probability × impact, each explained by factors.
 *
 * @public
 */
export type Risk = z.infer<typeof riskSchema>;

/**
 * One violation of a compliance rule: what is wrong, where, and how to mend it.
 *
 * @public
 */
export const complianceFindingSchema = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  /** What is wrong. */
  words: z.string(),
  /** Object and field: `Deployment shop-dev/checkout spec.template.spec.containers[0].image`. */
  where: z.string(),
  /** How to mend it. */
  mend: z.string(),
  /** Whether the change brings it in; false when it is there already. */
  isNew: z.boolean(),
});
/**
 * One violation of a compliance rule.
 *
 * @public
 */
export type ComplianceFinding = z.infer<typeof complianceFindingSchema>;

/**
 * Cost per month before and after, in one currency.
 *
 * @public
 */
export const costEstimateSchema = z.object({
  currency: z.string(),
  before: z.number().nonnegative(),
  after: z.number().nonnegative(),
});
/**
 * Cost per month before and after.
 *
 * @public
 */
export type CostEstimate = z.infer<typeof costEstimateSchema>;

/**
 * An entity that depends on the target.
 *
 * @public
 */
export const dependantSchema = z.object({
  entityRef: z.string(),
  /** 1 for a direct dependant. */
  depth: z.number().int().positive(),
});

/**
 * The id of the preflight check that is asked of every change that touches data: a backup is verified.
 *
 * @public
 */
export const BACKUP_CHECK = 'backup';

/**
 * One condition that must hold before a change starts. Unknown counts as failed.
 *
 * @public
 */
export const preflightCheckSchema = z.object({
  /** kebab-case, such as `resources`; once in an assessment. */
  id: z.string().min(1).max(63),
  /** What must hold: "Resources are available". */
  title: z.string().min(1).max(200),
  status: z.enum(['pass', 'fail', 'unknown']),
  /** What was seen, as a sentence. */
  words: z.string().min(1).max(1_000),
});
/**
 * One condition that must hold before a change starts.
 *
 * @public
 */
export type PreflightCheck = z.infer<typeof preflightCheckSchema>;

/**
 * What is known about a plan before it is decided.
 *
 * @public
 */
export const assessmentSchema = z.object({
  classification: classificationSchema,
  risk: riskSchema,
  findings: z.array(complianceFindingSchema),
  cost: costEstimateSchema.optional(),
  dependants: z.array(dependantSchema),
  /** Whether it is ready to start; absent in older assessments. */
  preflight: z.array(preflightCheckSchema).optional(),
  /** Assessors that failed; their absence is never taken as good news. */
  gaps: z.array(z.object({ assessor: z.string(), words: z.string() })),
});
/**
 * What is known about a plan before it is decided.
 *
 * @public
 */
export type Assessment = z.infer<typeof assessmentSchema>;
