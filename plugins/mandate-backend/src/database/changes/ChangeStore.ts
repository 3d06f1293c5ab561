import {
  type ChangeFilter,
  type ChangeState,
  type TargetFacts,
  terminalChangeStates,
} from '@mandate/plugin-mandate-common';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import type { ChangeCriterion } from '@mandate/plugin-mandate-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { type Change, targetKey } from '../../domain/change/change';
import { integerColumn } from '../columns';
import { locking } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';
import { onlyRow } from '../onlyRow';
import { changedColumns, changeFromRow, changeToRow } from './changeRow';
import { type ChangePage, listChanges } from './listChanges';

const newestSchema = z.object({ at: z.coerce.number() });

const STARTING: readonly ChangeState[] = [
  'queued',
  'running',
  'verifying',
  'succeeded',
];

/** Changes, one row each. */
export class ChangeStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /**
   * Inserts a change at row version 1. A second one with the proposer's idempotency key is a database conflict. Of changes
   * on one target each is created later than the one before, also when the clock was set back in between: which one is
   * newer decides which one is replaced.
   */
  async insert(change: Omit<Change, 'rowVersion'>): Promise<Change> {
    const inserted = {
      ...change,
      createdAtMs: Math.max(
        change.createdAtMs,
        (await this.#newestOn(change.target)) + 1,
      ),
      rowVersion: 1,
    };
    await this.#table().insert({ ...changeToRow(inserted), row_version: 1 });
    return inserted;
  }

  async #newestOn(target: TargetFacts): Promise<number> {
    const [row]: unknown[] = await this.#table()
      .where({ target_key: targetKey(target) })
      .max({ at: 'created_at' });
    return newestSchema.parse(row).at;
  }

  async get(id: string): Promise<Change | undefined> {
    const row = await onlyRow(this.#table().where({ id }));
    return row && changeFromRow(row);
  }

  /** The change with its row locked until the transaction ends. */
  async getForUpdate(id: string): Promise<Change | undefined> {
    const [row] = await locking(this.#tx.knex, this.#table().where({ id }));
    return row && changeFromRow(row);
  }

  async getByIdempotencyKey(of: {
    readonly proposerRef: string;
    readonly key: string;
  }): Promise<Change | undefined> {
    const row = await onlyRow(
      this.#table().where({
        proposer_ref: of.proposerRef,
        idempotency_key: of.key,
      }),
    );
    return row && changeFromRow(row);
  }

  /**
   * Writes the change if nobody wrote it since it was read, and gives it the next row version. `lost-race` means that
   * somebody did: read it again and decide again.
   */
  async save(change: Change): Promise<'saved' | 'lost-race'> {
    const updated = await this.#table()
      .where({ id: change.id, row_version: change.rowVersion })
      .update({
        ...changedColumns(change),
        row_version: change.rowVersion + 1,
      });
    return updated === 1 ? 'saved' : 'lost-race';
  }

  /** With `permitted`, only changes that fulfil it. */
  list(
    filter: ChangeFilter,
    permitted?: PermissionCriteria<ChangeCriterion>,
  ): Promise<ChangePage> {
    return listChanges(this.#tx.knex, filter, permitted);
  }

  /** All changes in one of the states, oldest first. */
  async inStates(states: readonly ChangeState[]): Promise<readonly Change[]> {
    const rows = await this.#table()
      .whereIn('state', [...states])
      .orderBy('created_at');
    return rows.map(changeFromRow);
  }

  /** Older changes of the kind on the target that have not started, oldest first. */
  async queuedBefore(newer: Change): Promise<readonly string[]> {
    const rows = await this.#table()
      .where({
        target_key: targetKey(newer.target),
        kind: newer.kind,
        state: 'queued',
      })
      .whereNot({ id: newer.id })
      .where('created_at', '<=', newer.createdAtMs)
      .whereNotIn('id', ofSameSet(this.#tx.knex, newer.id))
      .orderBy('created_at')
      .select('id');
    return rows.map(row => String(row.id));
  }

  /** The newest change of the same kind and target that was proposed after this one, and waits to start, runs or succeeded. */
  async startedAfter(older: Change): Promise<Change | undefined> {
    const [row] = await this.#table()
      .where({ target_key: targetKey(older.target), kind: older.kind })
      .whereIn('state', [...STARTING])
      .where('created_at', '>', older.createdAtMs)
      .whereNotIn('id', ofSameSet(this.#tx.knex, older.id))
      .orderBy('created_at', 'desc')
      .limit(1, { skipBinding: true });
    return row && changeFromRow(row);
  }

  /** Changes that a finding led to, oldest first. */
  async ofFinding(findingId: string): Promise<readonly Change[]> {
    const rows = await this.#table()
      .where({ finding_id: findingId })
      .orderBy('created_at');
    return rows.map(changeFromRow);
  }

  /** Changes of an entity that are not finished. */
  async openOfEntity(entityRef: string): Promise<readonly Change[]> {
    const rows = await this.#table()
      .where({ entity_ref: entityRef })
      .whereNotIn('state', [...terminalChangeStates])
      .orderBy('created_at');
    return rows.map(changeFromRow);
  }

  /** Changes that bring a catalog entity and did not end without effect. */
  async withProposedEntity(
    states: readonly ChangeState[],
  ): Promise<readonly Change[]> {
    const rows = await this.#table()
      .whereNotNull('proposed_entity')
      .whereIn('state', [...states])
      .orderBy('created_at');
    return rows.map(changeFromRow);
  }

  /** How earlier changes of a kind on a target ended, since a time. */
  async outcomes(of: {
    readonly kind: string;
    readonly entityRef: string;
    readonly environment: string;
    readonly sinceMs: number;
  }): Promise<{ readonly succeeded: number; readonly failed: number }> {
    const rows = await this.#table()
      .where({
        kind: of.kind,
        entity_ref: of.entityRef,
        environment: of.environment,
      })
      .where('created_at', '>=', of.sinceMs)
      .whereIn('state', ['succeeded', 'undone', 'stuck'])
      .groupBy('state')
      .select('state')
      .count({ count: '*' });
    const counts = new Map(
      rows
        .map(row =>
          z.object({ state: z.string(), count: integerColumn }).parse(row),
        )
        .map(({ state, count }) => [state, count]),
    );
    return {
      succeeded: counts.get('succeeded') ?? 0,
      failed: (counts.get('undone') ?? 0) + (counts.get('stuck') ?? 0),
    };
  }

  #table() {
    return this.#tx.knex('mandate_changes');
  }
}

/** The changes of the set that a change belongs to. */
function ofSameSet(knex: Knex, changeId: string): Knex.QueryBuilder {
  return knex('mandate_change_set_members')
    .select('change_id')
    .whereIn(
      'set_id',
      knex('mandate_change_set_members')
        .where({ change_id: changeId })
        .select('set_id'),
    );
}
