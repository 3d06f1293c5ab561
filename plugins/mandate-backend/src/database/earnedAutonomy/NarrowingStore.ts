import { z } from 'zod';
import type { StoredNarrowing } from '../../domain/earnedAutonomy/narrowing';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    id: z.string(),
    mandate: z.string(),
    kind: z.string(),
    oversight: z.enum(['notify', 'approve']),
    reason: z.string(),
    change_id: z.string(),
    narrowed_at: integerColumn,
  })
  .transform(
    ({ change_id, narrowed_at, ...row }): StoredNarrowing => ({
      ...row,
      changeId: change_id,
      atMs: narrowed_at,
    }),
  );

const widenedSchema = z.object({ at: integerColumn.nullable() });

/** What failures took from mandates. A row that cannot be read throws, and then nothing is decided. */
export class NarrowingStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Those that hold: of all mandates, or of one and perhaps one kind; the oldest first. */
  async inEffect(
    of: { readonly mandate?: string; readonly kind?: string } = {},
  ): Promise<readonly StoredNarrowing[]> {
    const rows = await this.#table()
      .whereNull('widened_at')
      .where({
        ...(of.mandate !== undefined && { mandate: of.mandate }),
        ...(of.kind !== undefined && { kind: of.kind }),
      })
      .orderBy(['narrowed_at', 'id']);
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  async insert(narrowing: StoredNarrowing): Promise<void> {
    await this.#table().insert({
      id: narrowing.id,
      mandate: narrowing.mandate,
      kind: narrowing.kind,
      oversight: narrowing.oversight,
      reason: narrowing.reason,
      change_id: narrowing.changeId,
      narrowed_at: narrowing.atMs,
    });
  }

  /** Ends every narrowing of a mandate for a kind; false when there is none any more. */
  async widen(
    of: { readonly mandate: string; readonly kind: string },
    widening: { readonly by: string; readonly reason: string },
  ): Promise<boolean> {
    const count = await this.#table()
      .where({ mandate: of.mandate, kind: of.kind })
      .whereNull('widened_at')
      .update({
        widened_by: widening.by,
        widened_at: await this.#afterAllOutcomes(of),
        widen_reason: widening.reason,
      });
    return count > 0;
  }

  /** When its owner last widened a mandate for a kind: what happened before does not narrow it again. */
  async lastWidenedAt(of: {
    readonly mandate: string;
    readonly kind: string;
  }): Promise<number | undefined> {
    const row = await this.#table()
      .where({ mandate: of.mandate, kind: of.kind })
      .max({ at: 'widened_at' })
      .first();
    return widenedSchema.parse(row).at ?? undefined;
  }

  /** Now, or when the newest outcome was when the clock was set back since: none of those before narrows again. */
  async #afterAllOutcomes(of: {
    readonly mandate: string;
    readonly kind: string;
  }): Promise<number> {
    const row = await this.#tx
      .knex('mandate_outcomes')
      .where({ mandate: of.mandate, kind: of.kind })
      .max({ at: 'ended_at' })
      .first();
    return Math.max(await this.#tx.now(), widenedSchema.parse(row).at ?? 0);
  }

  #table() {
    return this.#tx.knex('mandate_narrowings');
  }
}
