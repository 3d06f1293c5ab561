import type {
  BudgetKey,
  BudgetReservation,
  BudgetUsage,
} from '@mandate/policy';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { holdName } from '../advisoryLock';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const usageRowSchema = z.object({
  state: z.enum(['held', 'spent']),
  amount: z.coerce.number(),
});

/** Shares of budgets: held by a change, then spent at its first effect, or released. */
export class BudgetStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /**
   * How much of each budget is used in its window, with the budgets locked until the transaction ends: of two
   * transactions that want the last share, the second waits and then sees it taken (I5). Keys are locked in one
   * order, so two transactions never wait for each other. What `except` holds does not count: a change that is
   * decided again does not compete with itself.
   */
  async usage(
    keys: readonly BudgetKey[],
    except?: { readonly changeId: string },
  ): Promise<readonly BudgetUsage[]> {
    const ordered = [...keys].sort((a, b) =>
      lockName(a) < lockName(b) ? -1 : 1,
    );
    const usages: BudgetUsage[] = [];
    for (const key of ordered) {
      await holdName(this.#tx, lockName(key));
      usages.push(await this.#usageOf(key, except?.changeId));
    }
    return usages;
  }

  /** Holds the shares for a change. Call after `usage` of the same keys in the same transaction. */
  async hold(
    changeId: string,
    reservations: readonly BudgetReservation[],
  ): Promise<void> {
    const now = await this.#tx.now();
    for (const reservation of reservations) {
      await this.#table().insert({
        id: randomUUID(),
        change_id: changeId,
        mandate: reservation.mandate,
        budget_index: reservation.budgetIndex,
        budget_key: reservation.key,
        amount: reservation.amount,
        state: 'held',
        reserved_at: now,
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
      .select('mandate', 'budget_index', 'budget_key');
    const taken = new Set(
      rows.map(row => `${row.mandate}#${row.budget_index}#${row.budget_key}`),
    );
    return reservations.every(({ mandate, budgetIndex, key }) =>
      taken.has(`${mandate}#${budgetIndex}#${key}`),
    );
  }

  /** Spends what the change holds; call in the transaction of the first effect's intent. */
  async spend(changeId: string): Promise<void> {
    await this.#table()
      .where({ change_id: changeId, state: 'held' })
      .update({ state: 'spent' });
  }

  /** Gives back what the change holds. What is spent stays spent. */
  async release(changeId: string): Promise<void> {
    await this.#table()
      .where({ change_id: changeId, state: 'held' })
      .update({ state: 'released' });
  }

  async #usageOf(key: BudgetKey, except?: string): Promise<BudgetUsage> {
    const now = await this.#tx.now();
    const query = this.#table()
      .where({
        mandate: key.mandate,
        budget_index: key.budgetIndex,
        budget_key: key.key,
      })
      .where(counts =>
        counts
          .where('state', 'held')
          .orWhere(spent =>
            spent
              .where('state', 'spent')
              .where('reserved_at', '>', now - key.windowMs),
          ),
      )
      .groupBy('state')
      .select('state')
      .sum({ amount: 'amount' });
    if (except !== undefined) {
      query.whereNot('change_id', except);
    }
    const rows = (await query).map(row => usageRowSchema.parse(row));
    const sumOf = (state: string) =>
      rows.find(row => row.state === state)?.amount ?? 0;
    return {
      mandate: key.mandate,
      budgetIndex: key.budgetIndex,
      key: key.key,
      used: sumOf('spent'),
      held: sumOf('held'),
    };
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
      budget_index: key.budgetIndex,
      budget_key: key.key,
      state: 'spent',
    })
    .where('reserved_at', '>', (await tx.now()) - key.windowMs)
    .min({ oldest: 'reserved_at' });
  const oldest = z.object({ oldest: integerColumn }).safeParse(row);
  return oldest.success && oldest.data.oldest > 0
    ? oldest.data.oldest + key.windowMs
    : undefined;
}

function lockName({ mandate, budgetIndex, key }: BudgetKey): string {
  return `mandate-budget/${mandate}/${budgetIndex}/${key}`;
}
