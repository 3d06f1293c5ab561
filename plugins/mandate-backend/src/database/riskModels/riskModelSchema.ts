import type { RiskModel } from '@mandate/analytics';
import { forecastQualitySchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

/** A trained model as it is stored. */
export const riskModelSchema: z.ZodType<RiskModel> = z.object({
  features: z.array(
    z.object({
      name: z.string(),
      monotone: z.enum(['raises', 'lowers', 'either']),
    }),
  ),
  model: z.object({
    intercept: z.number(),
    coefficients: z.array(z.number()),
  }),
  trainedAtMs: z.number(),
  trainedOn: z.number(),
  quality: forecastQualitySchema,
});
