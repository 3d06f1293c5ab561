import { mandateReviewRequestSchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { MandateReview } from '../../domain/mandateReview/mandateReview';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    id: z.string(),
    mandate: z.string(),
    version: z.string(),
    verdict: mandateReviewRequestSchema.shape.verdict,
    comment: z.string(),
    reviewed_by: z.string(),
    reviewed_at: integerColumn,
  })
  .transform(
    ({ reviewed_by, reviewed_at, ...row }): MandateReview => ({
      ...row,
      by: reviewed_by,
      atMs: reviewed_at,
    }),
  );

/** Reviews of mandates. They are added and read, never altered. */
export class MandateReviewStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  async insert(review: MandateReview): Promise<void> {
    await this.#tx.knex('mandate_mandate_reviews').insert({
      id: review.id,
      mandate: review.mandate,
      version: review.version,
      verdict: review.verdict,
      comment: review.comment,
      reviewed_by: review.by,
      reviewed_at: review.atMs,
    });
  }

  /** The newest review of each mandate, by entity ref. */
  async latest(): Promise<ReadonlyMap<string, MandateReview>> {
    const newest = this.#tx
      .knex('mandate_mandate_reviews')
      .select('mandate')
      .max({ newest_at: 'reviewed_at' })
      .groupBy('mandate')
      .as('newest');
    const rows = await this.#tx
      .knex('mandate_mandate_reviews as review')
      .join(newest, join =>
        join
          .on('newest.mandate', 'review.mandate')
          .andOn('newest.newest_at', 'review.reviewed_at'),
      )
      .select('review.*');
    return new Map(
      rows.map(row => {
        const review = rowSchema.parse(row);
        return [review.mandate, review];
      }),
    );
  }
}
