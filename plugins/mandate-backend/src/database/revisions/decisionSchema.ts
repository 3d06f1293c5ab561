import {
  approvalRequirementSchema,
  budgetMeasures,
  type Decision,
  oversightLevels,
} from '@mandate/policy';
import { z } from 'zod';

const essentials = z.looseObject({
  oversight: z.enum(oversightLevels),
  requirements: z.array(approvalRequirementSchema),
  obligations: z.array(z.looseObject({ type: z.string() })),
  limitsThatApply: z.array(z.looseObject({ mandate: z.string() })),
  expiresAfterMs: z.number().optional(),
  reservations: z.array(
    z.looseObject({
      mandate: z.string(),
      budgetIndex: z.number(),
      measure: z.enum(budgetMeasures).optional(),
      key: z.string(),
      amount: z.number(),
      limit: z.number(),
      windowMs: z.number(),
    }),
  ),
  considered: z.array(z.looseObject({ words: z.string() })),
  decidedBy: z.looseObject({ words: z.string() }),
});

/**
 * A stored decision. What the kernel acts on (oversight, requirements, reservations) is checked in full; explanations
 * only in outline, because they are read by people and written by the policy package alone.
 */
export const decisionSchema = z.custom<Decision>(
  value => essentials.safeParse(value).success,
  'is not a decision',
);
