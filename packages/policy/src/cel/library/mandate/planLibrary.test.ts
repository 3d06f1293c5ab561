import fc from 'fast-check';
import { createMandateEnvironment } from '../../environments/ownEnvironments';
import { types } from '../../types/celType';
import { evaluateExpression } from '../__testUtils__/evaluateExpression';

const environment = createMandateEnvironment({
  variables: { plan: { type: types.dyn }, limits: { type: types.dyn } },
});

function within(plan: unknown, limits: unknown) {
  const outcome = evaluateExpression(environment, 'plan.within(limits)', {
    plan,
    limits,
  });
  return outcome.kind === 'value' ? outcome.value : outcome;
}

describe('plan.within(limits)', () => {
  it('is whether no figure exceeds its limit', () => {
    const figures = fc.dictionary(
      fc.constantFrom('replicas', 'cpuCores', 'memoryGiB'),
      fc.oneof(fc.nat(5), fc.constantFrom(0.5, 1.5, 4.5)),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(figures, fc.nat(5), fc.boolean(), (plan, limit, nested) => {
        const limits = Object.fromEntries(
          Object.keys(plan).map(name => [name, limit]),
        );
        expect(within(nested ? { figures: plan } : plan, limits)).toBe(
          Object.values(plan).every(figure => figure <= limit),
        );
      }),
    );
  });

  it('takes entries of the limits that are no numbers for no limits', () => {
    expect(within({ replicas: 1 }, { replicas: 2, hard: true })).toBe(true);
  });

  it('is an error where the plan does not know a figure, even if another exceeds', () => {
    for (const replicas of [1, 9]) {
      expect(
        within({ figures: { replicas } }, { replicas: 2, cpuCores: 1 }),
      ).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('does not know cpuCores'),
      });
    }
  });

  it.each([
    ['a text', { replicas: 1 }],
    [{}, { replicas: 1 }],
    [{ replicas: 1 }, 'a text'],
    [{ figures: 'a text' }, { replicas: 1 }],
    [{ replicas: NaN }, { replicas: 1 }],
  ])('is an error for the plan %j and the limits %j', (plan, limits) => {
    expect(within(plan, limits)).toMatchObject({ kind: 'failed' });
  });
});
