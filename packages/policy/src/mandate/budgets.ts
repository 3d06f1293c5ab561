import type {
  BudgetUsage,
  DecisionFacts,
  MandateInForce,
  ReadableMandate,
} from './decisionInput';
import type { BudgetReservation } from './decision';
import { parseDuration } from './duration';
import { isInForce } from './mandateScope';
import type { MandateBudget } from './mandateSpec';

/**
 * A budget a decision depends on: the kernel counts its use in the window before deciding.
 *
 * @public
 */
export interface BudgetKey {
  readonly mandate: string;
  readonly budgetIndex: number;
  readonly key: string;
  readonly windowMs: number;
}

/** Where a budget stands for one change. */
export type BudgetStanding =
  | { readonly status: 'free'; readonly reservation: BudgetReservation }
  | { readonly status: 'exhausted'; readonly words: string }
  | { readonly status: 'unknown'; readonly words: string };

/**
 * The budgets of mandates in force that name the change's kind. A decision needs a {@link BudgetUsage} for each of
 * them, with zeros when nothing was used; one that is missing counts as no data and stops autonomy.
 *
 * @public
 */
export function budgetKeys(
  mandates: readonly MandateInForce[],
  facts: DecisionFacts,
  nowMs: number,
): readonly BudgetKey[] {
  return mandates
    .filter(
      (mandate): mandate is ReadableMandate =>
        mandate.status === 'readable' &&
        isInForce(mandate, facts.target, nowMs),
    )
    .flatMap(mandate =>
      budgetsFor(mandate, facts.change.kind).map(({ budget, budgetIndex }) => ({
        mandate: mandate.name,
        budgetIndex,
        key: budgetKey(budget, facts),
        windowMs: windowMs(budget),
      })),
    );
}

/** Where each budget of a mandate that names the change's kind stands. */
export function standingOfBudgets(
  mandate: ReadableMandate,
  facts: DecisionFacts,
  usages: readonly BudgetUsage[],
): readonly BudgetStanding[] {
  return budgetsFor(mandate, facts.change.kind).map(
    ({ budget, budgetIndex }) => {
      const key = budgetKey(budget, facts);
      const taken = usages
        .filter(
          usage =>
            usage.mandate === mandate.name &&
            usage.budgetIndex === budgetIndex &&
            usage.key === key,
        )
        .map(usage => usage.used + usage.held);
      return standing({ mandate, budget, budgetIndex, key, taken });
    },
  );
}

/**
 * Whether a list of change kinds names a kind; `*` names every kind.
 *
 * @public
 */
export function namesKind(changes: readonly string[], kind: string): boolean {
  return changes.includes(kind) || changes.includes('*');
}

function standing(options: {
  readonly mandate: ReadableMandate;
  readonly budget: MandateBudget;
  readonly budgetIndex: number;
  readonly key: string;
  readonly taken: readonly number[];
}): BudgetStanding {
  const { mandate, budget, budgetIndex, key, taken } = options;
  const limit = budgetLimit(budget);
  const used = Math.max(...taken);
  if (!Number.isFinite(used) || used < 0) {
    return {
      status: 'unknown',
      words: `How much of the budget of ${limit} in ${budget.window} is used (${key}) is not known.`,
    };
  }
  if (used + 1 > limit) {
    return {
      status: 'exhausted',
      words: `${used} of ${limit} are used in ${budget.window} (${key}).`,
    };
  }
  return {
    status: 'free',
    reservation: {
      mandate: mandate.name,
      budgetIndex,
      key,
      amount: 1,
      limit,
      windowMs: windowMs(budget),
    },
  };
}

function budgetsFor(mandate: ReadableMandate, kind: string) {
  return (mandate.spec.budgets ?? [])
    .map((budget, budgetIndex) => ({ budget, budgetIndex }))
    .filter(({ budget }) => namesKind(budget.changes, kind));
}

function budgetKey(budget: MandateBudget, { target }: DecisionFacts): string {
  if (budget.perTarget !== undefined) {
    return `target:${target.entityRef}@${target.environment}`;
  }
  return budget.perOwner !== undefined
    ? `owner:${target.owner ?? ''}`
    : 'mandate';
}

function budgetLimit(budget: MandateBudget): number {
  return budget.perTarget ?? budget.perOwner ?? budget.perMandate ?? 0;
}

function windowMs(budget: MandateBudget): number {
  return parseDuration(budget.window)?.ms ?? 0;
}
