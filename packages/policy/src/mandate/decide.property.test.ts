import fc from 'fast-check';
import {
  arbitraryDecisionInput,
  arbitraryMandates,
} from '../__testUtils__/arbitraryDecisionInput';
import { conditionTruth, naiveDecision } from '../__testUtils__/naiveDecision';
import { isAtLeastAsStrict } from '../__testUtils__/strictness';
import { decide } from './decide';
import type { DecisionInput, MandateInForce } from './decisionInput';
import { isInForce } from './mandateScope';
import { isStricter, oversightLevels, strictest } from './oversight';

const numRuns = 400;

// A loaded machine takes several times as long as an idle one.
jest.setTimeout(60_000);

function shuffled<Item>(items: readonly Item[], seed: readonly number[]) {
  return items
    .map((item, index) => ({ item, order: seed[index % seed.length] }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}

const seed = fc.array(fc.integer(), { minLength: 8, maxLength: 8 });

describe('decide, over arbitrary inputs', () => {
  it('agrees with an independent reading of the rules', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, input => {
        const { oversight, requirements } = decide(input);
        expect({
          oversight,
          requirements: requirements.map(
            ({ group, count }) => `${group}:${count}`,
          ),
        }).toEqual(naiveDecision(input));
      }),
      { numRuns },
    );
  });

  it('I7: the order of mandates, budgets and approvers changes nothing at all', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, seed, (input, order) => {
        expect(
          decide({
            ...input,
            mandates: shuffled(input.mandates, order),
            budgets: shuffled(input.budgets, order),
            defaultApprovers: shuffled(input.defaultApprovers, order),
          }),
        ).toEqual(decide(input));
      }),
      { numRuns },
    );
  });

  it('I7: the order of grants changes neither oversight nor requirements', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, seed, (input, order) => {
        const reordered = {
          ...input,
          mandates: input.mandates.map(
            (mandate): MandateInForce =>
              mandate.status === 'readable'
                ? {
                    ...mandate,
                    spec: {
                      ...mandate.spec,
                      grants: shuffled(mandate.spec.grants, order),
                    },
                  }
                : mandate,
          ),
        };
        const [a, b] = [decide(input), decide(reordered)];
        expect([
          a.oversight,
          a.requirements,
          a.obligations,
          a.reservations,
        ]).toEqual([
          b.oversight,
          b.requirements,
          b.obligations,
          b.reservations,
        ]);
      }),
      { numRuns },
    );
  });

  it('I8: where one mandate is in force, another one never makes the outcome freer', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, arbitraryMandates, (input, more) => {
        const inForce = input.mandates.some(mandate =>
          isInForce(mandate, input.facts.target, input.nowMs),
        );
        fc.pre(inForce);
        const added = more.map(mandate => ({
          ...mandate,
          name: `more-${mandate.name}`,
        }));
        const widened = { ...input, mandates: [...input.mandates, ...added] };
        expect(isAtLeastAsStrict(decide(widened), decide(input))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('I8: a condition that becomes an error never makes the outcome freer than when it was true', () => {
    const [isTrue] = Object.keys(conditionTruth).filter(
      source => conditionTruth[source] === true,
    );
    const [isError] = Object.keys(conditionTruth).filter(
      source => conditionTruth[source] === 'error',
    );
    fc.assert(
      fc.property(arbitraryDecisionInput, input => {
        expect(
          isAtLeastAsStrict(
            decide(withConditions(input, isTrue, isError)),
            decide(input),
          ),
        ).toBe(true);
      }),
      { numRuns },
    );
  });

  it('I8: a figure that becomes unknown never makes the outcome freer', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, input => {
        const plan = { ...input.facts.plan, figures: {} };
        const unknown = decide({ ...input, facts: { ...input.facts, plan } });
        expect(isAtLeastAsStrict(unknown, decide(input))).toBe(true);
      }),
      { numRuns },
    );
  });

  it('any error means that a person decides, or nobody', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, input => {
        const { considered, oversight } = decide(input);
        fc.pre(considered.some(({ outcome }) => outcome === 'error'));
        expect(isStricter('approve', oversight)).toBe(false);
      }),
      { numRuns },
    );
  });

  it('asks somebody exactly when it asks, reserves exactly when it runs free, and the deciding clause was considered', () => {
    fc.assert(
      fc.property(arbitraryDecisionInput, input => {
        const decision = decide(input);
        const { oversight, requirements, reservations, considered, decidedBy } =
          decision;
        expect(requirements.length > 0).toBe(oversight === 'approve');
        expect(
          reservations.length === 0 || isStricter('approve', oversight),
        ).toBe(true);
        expect(considered).toContainEqual(
          expect.objectContaining({
            clause: decidedBy.clause,
            words: decidedBy.words,
            oversight,
          }),
        );
        expect(JSON.parse(JSON.stringify(decision))).toMatchObject({
          oversight,
        });
      }),
      { numRuns },
    );
  });
});

describe('strictest', () => {
  it('is the later of the four levels, in any order', () => {
    const level = fc.constantFrom(...oversightLevels);
    fc.assert(
      fc.property(level, level, (a, b) => {
        const expected = Math.max(
          oversightLevels.indexOf(a),
          oversightLevels.indexOf(b),
        );
        expect(strictest(a, b)).toBe(oversightLevels[expected]);
      }),
    );
  });
});

function withConditions(
  input: DecisionInput,
  from: string,
  to: string,
): DecisionInput {
  return {
    ...input,
    mandates: input.mandates.map(
      (mandate): MandateInForce =>
        mandate.status === 'readable'
          ? {
              ...mandate,
              spec: {
                ...mandate.spec,
                grants: mandate.spec.grants.map(grant =>
                  grant.when === from ? { ...grant, when: to } : grant,
                ),
              },
            }
          : mandate,
    ),
  };
}
