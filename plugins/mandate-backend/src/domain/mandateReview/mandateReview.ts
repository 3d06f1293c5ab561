import type { MandateReviewRequest } from '@mandate/plugin-mandate-common';

/** A review that was done. */
export interface MandateReview
  extends Pick<MandateReviewRequest, 'verdict' | 'comment' | 'version'> {
  readonly id: string;
  /** Entity ref. */
  readonly mandate: string;
  readonly by: string;
  readonly atMs: number;
}
