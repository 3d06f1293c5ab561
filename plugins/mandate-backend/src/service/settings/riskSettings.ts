import { z } from 'zod';
import { defaultRiskThresholds } from '../../domain/assessment/risk';
import { exactDuration } from './exactDuration';

const share = z.number().gt(0).max(1);

function threshold(defaults: {
  readonly medium: number;
  readonly high: number;
}) {
  return z
    .object({
      medium: share.default(defaults.medium),
      high: share.default(defaults.high),
    })
    .refine(
      ({ medium, high }) => medium <= high,
      'high must not be below medium',
    )
    .prefault({});
}

/** What the configuration says of risk; durations are milliseconds. */
export const riskSettingsSchema = z.object({
  thresholds: z
    .object({
      probability: threshold(defaultRiskThresholds.probability),
      forecast: threshold(defaultRiskThresholds.forecast),
      impact: threshold(defaultRiskThresholds.impact),
    })
    .prefault({}),
  trainEvery: exactDuration.default(6 * 3_600_000),
});
