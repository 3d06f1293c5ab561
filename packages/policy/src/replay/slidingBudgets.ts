import type { BudgetKey } from '../mandate/budgets';
import type { BudgetReservation } from '../mandate/decision';

interface Spending {
  readonly atMs: number;
  readonly amount: number;
}

/** Budgets counted over sliding windows, for changes that come in the order of time. */
export class SlidingBudgets {
  readonly #spent = new Map<string, Spending[]>();

  /** What was spent in the window before an instant. */
  used(budget: BudgetKey, atMs: number): number {
    const spent = this.#spent.get(nameOf(budget)) ?? [];
    // Time only goes on, so what has left the window never comes back.
    const gone = spent.findIndex(one => one.atMs > atMs - budget.windowMs);
    spent.splice(0, gone === -1 ? spent.length : gone);
    return spent.reduce((sum, { amount }) => sum + amount, 0);
  }

  spend(reservation: BudgetReservation, atMs: number): void {
    const name = nameOf(reservation);
    const spent = this.#spent.get(name) ?? [];
    spent.push({ atMs, amount: reservation.amount });
    this.#spent.set(name, spent);
  }
}

function nameOf(of: {
  readonly mandate: string;
  readonly budgetIndex: number;
  readonly key: string;
}): string {
  return JSON.stringify([of.mandate, of.budgetIndex, of.key]);
}
