import { z } from 'zod';

const countSchema = z.number().int().nonnegative().max(10_000_000);

/**
 * What a pipeline or an agent found when it tested what a plan brings.
 *
 * @public
 */
export const testResultSchema = z.strictObject({
  /** Such as `unit` or `smoke in staging`; another result of the name replaces it. */
  name: z.string().trim().min(1).max(200),
  outcome: z.enum(['passed', 'failed', 'skipped']),
  /** Where the run can be looked at. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  /** How many tests there were, by outcome. */
  counts: z
    .strictObject({
      passed: countSchema,
      failed: countSchema,
      skipped: countSchema.optional(),
    })
    .optional(),
});
/**
 * What a pipeline or an agent found when it tested what a plan brings.
 *
 * @public
 */
export type TestResult = z.infer<typeof testResultSchema>;

/**
 * Test results for one plan, and no other.
 *
 * @public
 */
export const attachTestResultsSchema = z.strictObject({
  /** The plan that was tested, as the change shows it. */
  digest: z.string().min(1).max(100),
  results: z.array(testResultSchema).min(1).max(50),
});
/**
 * Test results for one plan, and no other.
 *
 * @public
 */
export type AttachTestResults = z.infer<typeof attachTestResultsSchema>;

/**
 * A test result of the newest plan, with who says so.
 *
 * @public
 */
export interface TestResultView extends TestResult {
  readonly attachedBy: string;
  readonly attachedAt: string;
}
