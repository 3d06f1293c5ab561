import type { ChangeState } from '@mandate/plugin-mandate-common';
import type { ModelChange } from './ReferenceModel';

/** The only window of budgets in histories, in milliseconds. */
export const BUDGET_WINDOW_MS = 3_600_000;

/** Until its first effect, in these; one that is sent back to be decided has given it back. */
const HOLDING: readonly ChangeState[] = ['queued', 'running'];

/** A share of a budget, as a decision names it. */
export interface ModelShare {
  readonly mandate: string;
  readonly key: string;
  readonly amount: number;
}

/** What a change used of budgets when its first step with an effect began. */
export interface ModelSpending {
  readonly shares: readonly ModelShare[];
  readonly atMs: number;
}

/**
 * Why a change may not run alone now for its budgets; undefined when it may (I5). A change that has begun spends its share
 * for an hour from then on; one that waits to start holds it; one that ended without effect gives it back.
 */
export function whyBeyondBudget(options: {
  readonly decided: {
    readonly shares: readonly ModelShare[];
    readonly atMs: number;
  };
  readonly others: readonly {
    readonly change: ModelChange;
    readonly state: ChangeState;
  }[];
  /** How many changes each mandate lets run alone in an hour, by its name. */
  readonly limits: ReadonlyMap<string, number>;
}): string | undefined {
  const { decided, others, limits } = options;
  for (const [mandate, limit] of limits) {
    const share = decided.shares.find(each => each.mandate === mandate);
    if (!share) {
      return `nothing is reserved of the budget of ${mandate}`;
    }
    const used = others
      .flatMap(({ change, state }) => [
        ...change.spent
          .filter(({ atMs }) => atMs > decided.atMs - BUDGET_WINDOW_MS)
          .flatMap(({ shares }) => shares),
        ...(HOLDING.includes(state) && change.holdsBudgets
          ? change.shares
          : []),
      ])
      .filter(each => each.mandate === mandate && each.key === share.key)
      .reduce((sum, { amount }) => sum + amount, 0);
    if (used + share.amount > limit) {
      return `${mandate} lets ${limit} run alone in an hour, and ${used} did or will`;
    }
  }
  return undefined;
}
