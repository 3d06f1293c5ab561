import { inputWith, mandate } from '../__testUtils__/decisionInput';
import { budgetKeys } from './budgets';
import { decide } from './decide';
import type { DecisionInput } from './decisionInput';
import type { MandateBudget } from './mandateSpec';

function inputOf(
  budget: Omit<MandateBudget, 'changes' | 'window'>,
  changes: Parameters<typeof inputWith>[1],
  used: number,
): DecisionInput {
  const input = inputWith(
    [
      mandate('m', {
        grants: [{ changes: ['*'], oversight: 'autonomous' }],
        budgets: [{ changes: ['deploy'], window: 'P7D', ...budget }],
      }),
    ],
    changes,
  );
  return {
    ...input,
    budgets: budgetKeys(input.mandates, input.facts, input.nowMs).map(key => ({
      ...key,
      used,
      held: 0,
    })),
  };
}

describe('budgets', () => {
  it('of cost take what the change adds a month, and nothing for a saving', () => {
    const budget = { perOwner: 100, measure: 'cost' } as const;
    const adding = (costDifference: number | undefined, used: number) =>
      decide(inputOf(budget, { plan: { costDifference } }, used));
    expect(adding(40, 60).reservations).toMatchObject([{ amount: 40 }]);
    expect(adding(41, 60).oversight).toBe('approve');
    expect(adding(41, 60).decidedBy.words).toContain('it would take 41');
    expect(adding(-30, 100).reservations).toMatchObject([{ amount: 0 }]);
    expect(adding(undefined, 0).oversight).toBe('approve');
  });

  it('of blast radius take the services that depend on the target', () => {
    const budget = { perMandate: 10, measure: 'dependants' } as const;
    const touching = (dependants: number | undefined) =>
      decide(inputOf(budget, { dependants }, 4));
    expect(touching(6).reservations).toMatchObject([{ amount: 6 }]);
    expect(touching(7).oversight).toBe('approve');
    expect(touching(undefined).oversight).toBe('approve');
  });

  it('per proposer count for whom an agent acts, not the agent', () => {
    const input = inputOf(
      { perProposer: 1 },
      {
        proposer: {
          kind: 'agent',
          ref: 'agent:default/helper',
          onBehalfOf: 'user:default/ada',
        },
      },
      0,
    );
    expect(input.budgets.map(({ key }) => key)).toEqual([
      'proposer:user:default/ada',
    ]);
  });
});
