import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { ConflictError } from '@backstage/errors';
import { terminalChangeStates } from '@mandate/plugin-mandate-common';
import {
  booleanColumn,
  integerColumn,
  optionalInteger,
  optionalText,
} from '../columns';
import { decodeCursor } from '../cursor';
import { isSqlite, locking } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';
import { onlyRow } from '../onlyRow';

/** Changes that belong together. */
export interface ChangeSet {
  readonly id: string;
  readonly title: string;
  readonly proposerRef: string;
  /** How many changes it has when it is complete. */
  readonly size: number;
  /** Whether each waits for those before it: until they have succeeded, or only ended when the set goes on after a failure. */
  readonly ordered: boolean;
  /** Whether the rest is cancelled when one does not succeed. */
  readonly stops: boolean;
  readonly createdAtMs: number;
  /** When it was given up before it was complete. */
  readonly abandonedAtMs?: number;
  /** The proposer's; free again when the set is given up. */
  readonly idempotencyKey?: string;
  /** Of the request; absent in sets from before it was kept. */
  readonly requestDigest?: string;
}

const setSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    proposer_ref: z.string(),
    size: z.number().int(),
    ordered: booleanColumn,
    stops: booleanColumn,
    created_at: integerColumn,
    abandoned_at: optionalInteger,
    idempotency_key: optionalText,
    request_digest: optionalText,
  })
  .transform(
    (row): ChangeSet => ({
      id: row.id,
      title: row.title,
      proposerRef: row.proposer_ref,
      size: row.size,
      ordered: row.ordered ?? false,
      stops: row.stops ?? false,
      createdAtMs: row.created_at,
      abandonedAtMs: row.abandoned_at,
      idempotencyKey: row.idempotency_key,
      requestDigest: row.request_digest,
    }),
  );

const positionSchema = z.object({ position: integerColumn });

const membershipSchema = z.object({
  change_id: z.string(),
  position: integerColumn,
  id: z.string(),
  title: z.string(),
  size: integerColumn,
});

/** Sets of changes, and which change belongs to which. */
export class ChangeSetStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Inserts a set. A second one with the proposer's idempotency key is a database conflict. */
  async insert(set: ChangeSet): Promise<void> {
    await this.#tx.knex('mandate_change_sets').insert({
      id: set.id,
      title: set.title,
      proposer_ref: set.proposerRef,
      size: set.size,
      ordered: set.ordered,
      stops: set.stops,
      created_at: set.createdAtMs,
      idempotency_key: set.idempotencyKey ?? null,
      request_digest: set.requestDigest ?? null,
    });
  }

  async getByIdempotencyKey(of: {
    readonly proposerRef: string;
    readonly key: string;
  }): Promise<ChangeSet | undefined> {
    const row = await onlyRow(
      this.#tx.knex('mandate_change_sets').where({
        proposer_ref: of.proposerRef,
        idempotency_key: of.key,
      }),
    );
    return row && setSchema.parse(row);
  }

  async get(id: string): Promise<ChangeSet | undefined> {
    const row = await this.#tx
      .knex('mandate_change_sets')
      .where({ id })
      .first();
    return row && setSchema.parse(row);
  }

  /** The newest first, from a cursor on. */
  async list(of: {
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<readonly ChangeSet[]> {
    const query = this.#tx
      .knex('mandate_change_sets')
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(of.limit);
    if (of.cursor !== undefined) {
      const [value, id] = decodeCursor(of.cursor);
      query.where(after =>
        after
          .where('created_at', '<', value)
          .orWhere(tied =>
            tied.where('created_at', value).where('id', '<', id),
          ),
      );
    }
    const rows = await query;
    return rows.map((row: unknown) => setSchema.parse(row));
  }

  /** As `get`; nobody gives it up or adds to it until the transaction ends. */
  async getForUpdate(id: string): Promise<ChangeSet | undefined> {
    const { knex } = this.#tx;
    const [row]: unknown[] = await locking(
      knex,
      knex('mandate_change_sets').where({ id }),
    );
    return row === undefined ? undefined : setSchema.parse(row);
  }

  /**
   * Keeps the set as it is until the transaction ends: whoever adds to it, or ends a change of it, waits that long. False when
   * somebody is just doing that; it does not wait for them, because they may wait for a change that this transaction holds.
   */
  async keep(id: string): Promise<boolean> {
    const { knex } = this.#tx;
    const query = knex('mandate_change_sets').where({ id }).select('id');
    const kept: unknown[] = await (isSqlite(knex)
      ? query
      : query.forShare().skipLocked());
    return kept.length > 0;
  }

  /** Lets no more changes join. Whoever proposes the set again with its key gets a new one. */
  async abandon(id: string): Promise<void> {
    await this.#tx
      .knex('mandate_change_sets')
      .where({ id })
      .update({ abandoned_at: await this.#tx.now(), idempotency_key: null });
  }

  /**
   * Adds a change at a position, from 1.
   *
   * @throws ConflictError when the set was given up meanwhile.
   */
  async add(
    setId: string,
    member: { readonly changeId: string; readonly position: number },
  ): Promise<void> {
    const set = await this.getForUpdate(setId);
    if (!set || set.abandonedAtMs !== undefined) {
      throw new ConflictError(
        'The change set was given up, because proposing it took too long. Nothing of it was started; propose it again.',
      );
    }
    await this.#tx.knex('mandate_change_set_members').insert({
      set_id: setId,
      change_id: member.changeId,
      position: member.position,
    });
  }

  /** The set a change belongs to. */
  async ofChange(changeId: string): Promise<ChangeSet | undefined> {
    const member = await onlyRow(
      this.#tx
        .knex('mandate_change_set_members')
        .where({ change_id: changeId })
        .select('set_id'),
    );
    return member && this.get(String(member.set_id));
  }

  /** The sets that changes belong to, and their places in them, by change. */
  async membershipsOf(
    changeIds: readonly string[],
  ): Promise<ReadonlyMap<string, NonNullable<ChangeDetail['changeSet']>>> {
    const rows = await this.#tx
      .knex('mandate_change_set_members as member')
      .join('mandate_change_sets as set', 'set.id', 'member.set_id')
      .whereIn('member.change_id', changeIds)
      .select(
        'member.change_id',
        'member.position',
        'set.id',
        'set.title',
        'set.size',
      );
    return new Map(
      rows.map((row: unknown) => {
        const { change_id: changeId, ...membership } =
          membershipSchema.parse(row);
        return [changeId, membership];
      }),
    );
  }

  /** The change of a set that ended first without success, needless ones and those that only followed it aside. */
  async firstFailure(setId: string): Promise<string | undefined> {
    const [row] = await this.#tx
      .knex('mandate_change_set_members as member')
      .join('mandate_changes as change', 'change.id', 'member.change_id')
      .where({ 'member.set_id': setId })
      .whereIn('change.state', [...terminalChangeStates])
      .whereNot('change.state', 'succeeded')
      .whereNull('change.end_cause')
      .orderBy('change.ended_at')
      .orderByRaw("case when change.state = 'cancelled' then 1 else 0 end")
      .orderBy('member.position')
      .select('change.id')
      .limit(1, { skipBinding: true });
    return row && String(row.id);
  }

  /** The positions at which a change was proposed. */
  async positions(setId: string): Promise<ReadonlySet<number>> {
    const rows: unknown[] = await this.#tx
      .knex('mandate_change_set_members')
      .where({ set_id: setId })
      .select('position');
    return new Set(rows.map(row => positionSchema.parse(row).position));
  }

  /** Ids of the set's changes, in their order. */
  async members(setId: string): Promise<readonly string[]> {
    const rows = await this.#tx
      .knex('mandate_change_set_members')
      .where({ set_id: setId })
      .orderBy('position')
      .select('change_id');
    return rows.map(row => String(row.change_id));
  }
}
