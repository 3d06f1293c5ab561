import { z } from 'zod';
import type { Delegation } from '../../domain/delegation/delegation';
import { integerColumn, optionalText } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const rowSchema = z
  .object({
    id: z.string(),
    delegator: z.string(),
    delegate: z.string(),
    starts_at: integerColumn,
    ends_at: integerColumn,
    reason: optionalText,
    created_at: integerColumn,
  })
  .transform(
    (row): Delegation => ({
      id: row.id,
      delegator: row.delegator,
      delegate: row.delegate,
      startsAtMs: row.starts_at,
      endsAtMs: row.ends_at,
      reason: row.reason,
      createdAtMs: row.created_at,
    }),
  );

/** Lists are for people. */
const MAX_LISTED = 200;

/** Delegations that were not revoked. */
export class DelegationStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Those in effect now. */
  async inEffect(): Promise<readonly Delegation[]> {
    const now = await this.#tx.now();
    const rows = await this.#standing()
      .where('starts_at', '<=', now)
      .where('ends_at', '>', now)
      .orderBy('id');
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  /** Those that are not over, of one person on either side, or of everybody; the soonest first. */
  async current(person?: string): Promise<readonly Delegation[]> {
    const query = this.#standing()
      .where('ends_at', '>', await this.#tx.now())
      .orderBy(['starts_at', 'id'])
      .limit(MAX_LISTED);
    if (person !== undefined) {
      query.where(either =>
        either.where({ delegator: person }).orWhere({ delegate: person }),
      );
    }
    const rows = await query;
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  /** Those of a delegator that overlap a stretch of time. */
  async overlapping(
    delegator: string,
    stretch: { readonly startsAtMs: number; readonly endsAtMs: number },
  ): Promise<readonly Delegation[]> {
    const rows = await this.#standing()
      .where({ delegator })
      .where('starts_at', '<', stretch.endsAtMs)
      .where('ends_at', '>', stretch.startsAtMs);
    return rows.map((row: unknown) => rowSchema.parse(row));
  }

  async get(id: string): Promise<Delegation | undefined> {
    const row = await this.#standing().where({ id }).first();
    return row && rowSchema.parse(row);
  }

  async insert(delegation: Delegation): Promise<void> {
    await this.#tx.knex('mandate_delegations').insert({
      id: delegation.id,
      delegator: delegation.delegator,
      delegate: delegation.delegate,
      starts_at: delegation.startsAtMs,
      ends_at: delegation.endsAtMs,
      reason: delegation.reason ?? null,
      created_at: delegation.createdAtMs,
    });
  }

  async revoke(id: string): Promise<void> {
    await this.#standing()
      .where({ id })
      .update({ revoked_at: await this.#tx.now() });
  }

  #standing() {
    return this.#tx.knex('mandate_delegations').whereNull('revoked_at');
  }
}
