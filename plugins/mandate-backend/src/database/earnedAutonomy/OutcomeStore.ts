import { decisionPaths } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { Outcome } from '../../domain/earnedAutonomy/outcome';
import { booleanColumn, integerColumn, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    change_id: z.string(),
    mandate: optionalText,
    kind: z.string(),
    path: z.enum(decisionPaths),
    failed: booleanColumn,
    ended_at: integerColumn,
  })
  .transform(
    (row): Outcome => ({
      changeId: row.change_id,
      mandate: row.mandate,
      kind: row.kind,
      path: row.path,
      failed: row.failed,
      endedAtMs: row.ended_at,
    }),
  );

/** A record reads no more than this, the newest; older ones hardly weigh. */
const MOST_READ = 10_000;

/** How changes that had an effect ended. */
export class OutcomeStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Notes an outcome. Of a change that got stuck and was resolved, the last counts. */
  async note(outcome: Outcome): Promise<void> {
    await this.#table()
      .insert({
        change_id: outcome.changeId,
        mandate: outcome.mandate ?? null,
        kind: outcome.kind,
        path: outcome.path,
        failed: outcome.failed,
        ended_at: outcome.endedAtMs,
      })
      .onConflict('change_id')
      .merge();
  }

  /** Those that ended since a time, of one mandate and kind or of all. */
  async since(
    sinceMs: number,
    of: { readonly mandate?: string; readonly kind?: string } = {},
  ): Promise<readonly Outcome[]> {
    const query = this.#table()
      .where('ended_at', '>=', sinceMs)
      .orderBy('ended_at', 'desc')
      .limit(MOST_READ);
    if (of.mandate !== undefined) {
      query.where({ mandate: of.mandate });
    }
    if (of.kind !== undefined) {
      query.where({ kind: of.kind });
    }
    const rows = await query;
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  #table() {
    return this.#tx.knex('mandate_outcomes');
  }
}
