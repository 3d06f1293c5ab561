import type { KindBoundary } from '@mandate/plugin-mandate-common';
import {
  type BudgetKey,
  budgetKeys,
  budgetLimit,
  type BudgetUsage,
  type DecisionFacts,
  type MandateInForce,
} from '@mandate/policy';
import { nextFreeAt } from '../../database/budgets/BudgetStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { budgetWords } from '../../domain/boundaries/boundaryWords';

/** The budget of a change that is nearest to being used up; undefined when none limits it. */
export async function tightestBudget(
  tx: KernelTransaction,
  of: {
    readonly mandates: readonly MandateInForce[];
    readonly facts: DecisionFacts;
    readonly nowMs: number;
  },
): Promise<KindBoundary['budget']> {
  const keys = budgetKeys(of.mandates, of.facts, of.nowMs);
  const usages = await tx.budgets.usage(keys);
  const [tightest] = keys
    .flatMap(key => {
      const size = sizeOf(key, of.mandates);
      const used = usedOf(key, usages);
      return size === undefined || used === undefined
        ? []
        : [{ key, used, size }];
    })
    .toSorted((a, b) => a.size - a.used - (b.size - b.used));
  if (!tightest) {
    return undefined;
  }
  const { key, used, size } = tightest;
  const freeAtMs = used < size ? undefined : await nextFreeAt(tx, key);
  return {
    used,
    size,
    words: budgetWords({ used, size, windowMs: key.windowMs }),
    ...(freeAtMs !== undefined && { freeAt: new Date(freeAtMs).toISOString() }),
  };
}

function sizeOf(
  { mandate: name, budgetIndex }: BudgetKey,
  mandates: readonly MandateInForce[],
): number | undefined {
  const mandate = mandates.find(one => one.name === name);
  const budget =
    mandate?.status === 'readable'
      ? mandate.spec.budgets?.[budgetIndex]
      : undefined;
  return budget && budgetLimit(budget);
}

function usedOf(
  { mandate, budgetIndex, key }: BudgetKey,
  usages: readonly BudgetUsage[],
): number | undefined {
  const usage = usages.find(
    one =>
      one.mandate === mandate &&
      one.budgetIndex === budgetIndex &&
      one.key === key,
  );
  return usage && usage.used + usage.held;
}
