import type { RandomSource } from './RandomSource';
import type { ModelBudget } from './BudgetModel';
import type { ModelMandate } from './ModelChange';

/** Who acts in a history. */
export const PEOPLE = ['ann', 'bob', 'cyd', 'dee'] as const;

/** Who is asked to approve. */
export const GROUPS = [
  'group:default/platform',
  'group:default/quality',
] as const;

export function anyMandate(random: RandomSource): ModelMandate {
  const oversight =
    random.pick([
      'autonomous',
      'autonomous',
      'notify',
      'approve',
      'approve',
      'forbid',
    ] as const) ?? 'approve';
  const groups = random.chance(0.4) ? GROUPS : [random.pick(GROUPS) ?? ''];
  return {
    oversight,
    approvals: groups.map(group => ({ group, count: random.between(1, 2) })),
    budgets: anyBudgets(random),
  };
}

/** One for the target, often one for the proposer, in any order. */
function anyBudgets(random: RandomSource): readonly ModelBudget[] {
  const budgets: ModelBudget[] = [
    { of: 'target', size: random.between(1, 3) },
    ...(random.chance(0.5)
      ? [{ of: 'proposer' as const, size: random.between(1, 2) }]
      : []),
  ];
  return random.chance(0.5) ? budgets : budgets.toReversed();
}
