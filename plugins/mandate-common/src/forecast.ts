import { z } from 'zod';

/**
 * How good forecasts were, measured on changes the model had not seen.
 *
 * @public
 */
export const forecastQualitySchema = z.object({
  forecasts: z.number().int(),
  failures: z.number().int(),
  /** Mean squared error, 0 best (Brier 1950). */
  brier: z.number(),
  /** What always saying the overall failure rate would score. */
  brierOfBaseRate: z.number(),
  /** Probability that a failed change was ranked above a successful one; 0.5 is guessing. Absent while all ended alike. */
  areaUnderCurve: z.number().optional(),
  /** Mean distance of forecast and outcome. */
  expectedCalibrationError: z.number(),
  /** The points of a reliability plot: forecasts of like probability against how often they failed. */
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      forecasts: z.number().int(),
      meanProbability: z.number(),
      failureRate: z.number(),
    }),
  ),
});
/**
 * How good forecasts were.
 *
 * @public
 */
export type ForecastQuality = z.infer<typeof forecastQualitySchema>;

/**
 * What the probability of failure rests on today, and how good it is.
 *
 * @public
 */
export const forecastReportSchema = z.object({
  /** `rules` until a model was trained that is better than the overall failure rate. */
  basis: z.enum(['rules', 'model']),
  /** What came of the last training, as a sentence. */
  words: z.string(),
  /** When training was last tried; absent when it never was. */
  triedAt: z.iso.datetime().optional(),
  version: z.number().int().optional(),
  /** Past changes that could be learned from, and how many of them failed. */
  changes: z.number().int(),
  failures: z.number().int(),
  quality: forecastQualitySchema.optional(),
});
/**
 * What the probability of failure rests on today.
 *
 * @public
 */
export type ForecastReport = z.infer<typeof forecastReportSchema>;
