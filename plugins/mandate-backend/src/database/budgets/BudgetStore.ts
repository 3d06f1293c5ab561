import {
  type BudgetKey,
  type BudgetMeasure,
  budgetMeasures,
  type BudgetReservation,
  type BudgetUsage,
} from '@mandate/policy';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { holdNames } from '../advisoryLock';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { rowsFromJson } from '../rowsFromJson';

const takenRowSchema = z.object({
  position: integerColumn,
  state: z.enum(['held', 'spent']),
  amount: z.coerce.number(),
});

/** Of a budget that does not say what it counts. */
const DEFAULT_MEASURE: BudgetMeasure = 'changes';

const shareRowSchema = z.object({
  mandate: z.string(),
  measure: z.enum(budgetMeasures),
  key: z.string(),
});

/**
 * Shares of budgets: held by a change, then spent at its first effect, or released. A share belongs to a mandate, and counts
 * for each of its budgets that measures the same, of the same key, and names the change's kind: whichever version of the
 * mandate it was taken under, and wherever the budget stands in today's.
 */
export class BudgetStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /**
   * How much of each budget is used in its window, with the budgets locked until the transaction ends: of two
   * transactions that want the last share, the second waits and then sees it taken (I5). What `except` holds does not count: a change that is
   * decided again does not compete with itself.
   */
  async usage(
    keys: readonly BudgetKey[],
    except?: { readonly changeId: string },
  ): Promise<readonly BudgetUsage[]> {
    await holdNames(this.#tx, keys.map(lockName));
    const taken = await this.#taken(keys, except?.changeId);
    return keys.map((key, position) => {
      const sumOf = (state: string) =>
        taken.find(row => row.position === position && row.state === state)
          ?.amount ?? 0;
      return {
        mandate: key.mandate,
        budgetIndex: key.budgetIndex,
        key: key.key,
        used: sumOf('spent'),
        held: sumOf('held'),
      };
    });
  }

  /**
   * Holds the shares for a change. Call after `usage` of the same keys in the same transaction. Budgets that measure the
   * same over other windows have one share together.
   */
  async hold(
    change: { readonly id: string; readonly kind: string },
    reservations: readonly BudgetReservation[],
  ): Promise<void> {
    const now = await this.#tx.now();
    const shares = new Map(reservations.map(each => [shareName(each), each]));
    for (const { mandate, measure, key, amount } of shares.values()) {
      await this.#table().insert({
        id: randomUUID(),
        change_id: change.id,
        kind: change.kind,
        mandate,
        measure: measure ?? DEFAULT_MEASURE,
        budget_key: key,
        amount,
        state: 'held',
        counts_from: now,
      });
    }
  }

  /** Whether the change still holds (or has spent) every one of these shares. */
  async holds(
    changeId: string,
    reservations: readonly BudgetReservation[],
  ): Promise<boolean> {
    const rows = await this.#table()
      .where({ change_id: changeId })
      .whereIn('state', ['held', 'spent'])
      .select('mandate', 'measure', 'budget_key as key');
    const taken = new Set(
      rows.map(row => shareName(shareRowSchema.parse(row))),
    );
    return reservations.every(each => taken.has(shareName(each)));
  }

  /**
   * Spends what the change holds; call in the transaction of the first effect's intent. The window counts from here on: the
   * change may have waited for longer than that since it was decided.
   */
  async spend(changeId: string): Promise<void> {
    await this.#table()
      .where({ change_id: changeId, state: 'held' })
      .update({ state: 'spent', counts_from: await this.#tx.now() });
  }

  /** Gives back what the change holds. What is spent stays spent. */
  async release(changeId: string): Promise<void> {
    await this.#table()
      .where({ change_id: changeId, state: 'held' })
      .update({ state: 'released' });
  }

  /** A statement of its own after the locks: on PostgreSQL it sees what those before it committed. */
  async #taken(keys: readonly BudgetKey[], except: string | undefined) {
    if (keys.length === 0) {
      return [];
    }
    const { knex } = this.#tx;
    const now = await this.#tx.now();
    const oldest = now - Math.max(...keys.map(({ windowMs }) => windowMs));
    const wanted = rowsFromJson(
      knex,
      {
        position: 'bigint',
        mandate: 'text',
        measure: 'text',
        kind: 'text',
        budget_key: 'text',
        since: 'bigint',
      },
      keys.flatMap((key, position) =>
        key.changes.map(kind => [
          position,
          key.mandate,
          key.measure,
          kind,
          key.key,
          now - key.windowMs,
        ]),
      ),
    );
    const query = knex
      .from(knex.raw('(?) as wanted', [wanted]))
      .join('mandate_budget_reservations as share', join =>
        join
          .on('share.mandate', 'wanted.mandate')
          .andOn('share.measure', 'wanted.measure')
          .andOn('share.budget_key', 'wanted.budget_key')
          .andOn(named =>
            named.on('share.kind', 'wanted.kind').orOnVal('wanted.kind', '*'),
          ),
      )
      .where(counts =>
        counts.where('share.state', 'held').orWhere(spent =>
          spent
            .where('share.state', 'spent')
            // What left every window is not read: an index finds the rest.
            .where('share.counts_from', '>', oldest)
            .whereRaw('share.counts_from > wanted.since'),
        ),
      )
      .groupBy('wanted.position', 'share.state')
      .select('wanted.position', 'share.state')
      .sum({ amount: 'share.amount' });
    if (except !== undefined) {
      query.whereNot('share.change_id', except);
    }
    return z.array(takenRowSchema).parse(await query);
  }

  #table() {
    return this.#tx.knex('mandate_budget_reservations');
  }
}

/** When the oldest spent share of a window becomes free again; undefined when none is spent. */
export async function nextFreeAt(
  tx: KernelTransaction,
  key: BudgetKey,
): Promise<number | undefined> {
  const [row] = await tx
    .knex('mandate_budget_reservations')
    .where({
      mandate: key.mandate,
      measure: key.measure,
      budget_key: key.key,
      state: 'spent',
    })
    .where(counts =>
      key.changes.includes('*')
        ? counts
        : counts.whereIn('kind', [...key.changes]),
    )
    .where('counts_from', '>', (await tx.now()) - key.windowMs)
    .min({ oldest: 'counts_from' });
  const oldest = z.object({ oldest: integerColumn }).safeParse(row);
  return oldest.success && oldest.data.oldest > 0
    ? oldest.data.oldest + key.windowMs
    : undefined;
}

/** Of two budgets that share a name here, decisions wait for each other although they may count other kinds. */
function lockName(budget: BudgetKey): string {
  return `mandate-budget/${shareName(budget)}`;
}

function shareName({
  mandate,
  measure = DEFAULT_MEASURE,
  key,
}: Pick<BudgetReservation, 'mandate' | 'measure' | 'key'>): string {
  return `${mandate}/${measure}/${key}`;
}
