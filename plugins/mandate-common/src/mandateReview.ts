import { z } from 'zod';
import type { AllowedAction } from './change/change';

/**
 * What a reviewer says of a mandate. `confirmed` renews it; after `change-needed` it stays due until it is changed or
 * confirmed.
 *
 * @public
 */
export const mandateReviewRequestSchema = z.strictObject({
  verdict: z.enum(['confirmed', 'change-needed']),
  comment: z.string().trim().min(1).max(2_000),
  /** The version that was looked at: a review of another one than is in force does not count. */
  version: z.string().min(1).max(100),
});

/**
 * What a reviewer says of a mandate, see {@link mandateReviewRequestSchema}.
 *
 * @public
 */
export type MandateReviewRequest = z.infer<typeof mandateReviewRequestSchema>;

/**
 * When a mandate is to be reviewed, by whom, and what was said last.
 *
 * @public
 */
export interface MandateReviewView {
  /** Its name. */
  readonly mandate: string;
  readonly entityRef: string;
  readonly title: string;
  readonly version: string;
  /** ISO 8601 duration. */
  readonly every: string;
  /** The group that reviews it. */
  readonly reviewers: string;
  readonly dueAt: string;
  /** While it is, the mandate grants nothing autonomous. */
  readonly overdue: boolean;
  readonly lastReview?: Pick<MandateReviewRequest, 'verdict' | 'comment'> & {
    readonly by: string;
    readonly at: string;
    /** Whether it was of the version in force. */
    readonly ofVersionInForce: boolean;
  };
  /** Whether the caller may review it. */
  readonly mayReview: AllowedAction;
}
