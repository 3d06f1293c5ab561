import type {
  BudgetUsage,
  DecisionFacts,
  MandateInForce,
  ReadableMandate,
} from './decisionInput';
import type { BudgetReservation } from './decision';
import { parseDuration } from './duration';
import { namesKind } from './kindNames';
import { isInForce } from './mandateScope';
import type { BudgetMeasure, MandateBudget } from './mandateSpec';

const measureWords = {
  changes: 'changes',
  cost: 'of added cost a month',
  dependants: 'dependent services',
} as const satisfies Record<BudgetMeasure, string>;

/**
 * A budget a decision depends on: the kernel counts its use in the window before deciding.
 *
 * @public
 */
export interface BudgetKey {
  readonly mandate: string;
  /** Its place among the mandate's budgets of today; another version may have it elsewhere. */
  readonly budgetIndex: number;
  /** What it counts. */
  readonly measure: BudgetMeasure;
  /** The kinds of change that it counts, or `*` alone for all. */
  readonly changes: readonly string[];
  /** Whose it is: of a target, an owner, a proposer, or the mandate. */
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
        measure: measureOf(budget),
        changes: budget.changes.includes('*')
          ? ['*']
          : [...new Set(budget.changes)],
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
      const amount = amountOf(budget, facts);
      return standing({ mandate, budget, budgetIndex, key, taken, amount });
    },
  );
}

function standing(options: {
  readonly mandate: ReadableMandate;
  readonly budget: MandateBudget;
  readonly budgetIndex: number;
  readonly key: string;
  readonly taken: readonly number[];
  readonly amount: number | undefined;
}): BudgetStanding {
  const { mandate, budget, budgetIndex, key, taken, amount } = options;
  const limit = budgetLimit(budget);
  const counted = measureWords[measureOf(budget)];
  const used = Math.max(...taken);
  if (!Number.isFinite(used) || used < 0) {
    return {
      status: 'unknown',
      words: `How much of the budget of ${limit} ${counted} in ${budget.window} is used (${key}) is not known.`,
    };
  }
  if (amount === undefined) {
    return {
      status: 'unknown',
      words: `How much of the budget of ${limit} ${counted} in ${budget.window} it would take is not known.`,
    };
  }
  if (used + amount > limit) {
    return {
      status: 'exhausted',
      words:
        amount === 1
          ? `${used} of ${limit} ${counted} are used in ${budget.window} (${key}).`
          : `${used} of ${limit} ${counted} are used in ${budget.window} (${key}), and it would take ${amount}.`,
    };
  }
  return {
    status: 'free',
    reservation: {
      mandate: mandate.name,
      budgetIndex,
      measure: measureOf(budget),
      key,
      amount,
      limit,
      windowMs: windowMs(budget),
    },
  };
}

function measureOf({ measure = 'changes' }: MandateBudget): BudgetMeasure {
  return measure;
}

function budgetsFor(mandate: ReadableMandate, kind: string) {
  return (mandate.spec.budgets ?? [])
    .map((budget, budgetIndex) => ({ budget, budgetIndex }))
    .filter(({ budget }) => namesKind(budget.changes, kind));
}

/** What a change takes from a budget; undefined when that is not known. A change that saves takes nothing and gives nothing back. */
function amountOf(
  budget: MandateBudget,
  { plan, dependants }: DecisionFacts,
): number | undefined {
  switch (measureOf(budget)) {
    case 'cost':
      return plan.costDifference === undefined ||
        Number.isNaN(plan.costDifference)
        ? undefined
        : Math.max(0, plan.costDifference);
    case 'dependants':
      return dependants;
    default:
      return 1;
  }
}

function budgetKey(
  budget: MandateBudget,
  { target, proposer }: DecisionFacts,
): string {
  if (budget.perTarget !== undefined) {
    return `target:${target.entityRef}@${target.environment}`;
  }
  if (budget.perProposer !== undefined) {
    return `proposer:${proposer.onBehalfOf ?? proposer.ref}`;
  }
  return budget.perOwner !== undefined
    ? `owner:${target.owner ?? ''}`
    : 'mandate';
}

/**
 * How large a budget is, in what it counts.
 *
 * @public
 */
export function budgetLimit(budget: MandateBudget): number {
  return (
    budget.perTarget ??
    budget.perOwner ??
    budget.perProposer ??
    budget.perMandate ??
    0
  );
}

function windowMs(budget: MandateBudget): number {
  return parseDuration(budget.window)?.ms ?? 0;
}
