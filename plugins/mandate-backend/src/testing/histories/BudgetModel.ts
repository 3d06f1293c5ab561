import type { ChangeState } from '@mandate/plugin-mandate-common';
import type { ModelChange } from './ModelChange';

/** The only window of budgets in histories, in milliseconds. */
export const BUDGET_WINDOW_MS = 3_600_000;

/** Until its first effect, in these; one that is sent back to be decided has given it back. */
const HOLDING: readonly ChangeState[] = ['queued', 'running'];

/** So many changes on the target, or of one proposer, may run alone in an hour. */
export interface ModelBudget {
  readonly of: 'target' | 'proposer';
  readonly size: number;
}

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
  /** The budgets of each mandate, by its name. */
  readonly budgets: ReadonlyMap<string, readonly ModelBudget[]>;
}): string | undefined {
  const { decided, others } = options;
  const budgets = [...options.budgets].flatMap(([mandate, all]) =>
    all.map(budget => ({ mandate, ...budget })),
  );
  for (const { mandate, of, size } of budgets) {
    const share = decided.shares.find(
      each => each.mandate === mandate && each.key.startsWith(`${of}:`),
    );
    if (!share) {
      return `nothing is reserved of the budget of ${mandate} for the ${of}`;
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
    if (used + share.amount > size) {
      return `${mandate} lets ${size} of the ${of} run alone in an hour, and ${used} did or will`;
    }
  }
  return undefined;
}
