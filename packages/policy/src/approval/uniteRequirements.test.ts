import fc from 'fast-check';
import type { ApprovalRequirement } from '../mandate/mandateSpec';
import { askedGroups } from './askedGroups';
import { uniteRequirements } from './uniteRequirements';

const hour = 3_600_000;

const requirement: fc.Arbitrary<ApprovalRequirement> = fc.record(
  {
    group: fc.constantFrom('a', 'b'),
    count: fc.integer({ min: 1, max: 3 }),
    rejection: fc.constantFrom('single' as const, 'quorum' as const),
    stage: fc.integer({ min: 1, max: 3 }),
    escalate: fc.array(
      fc.record({
        after: fc.constantFrom('PT1H', 'PT2H', 'P1D'),
        to: fc.constantFrom('c', 'd'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ['group', 'count'] },
);

describe('uniteRequirements', () => {
  it('asks in the order of stages', () => {
    expect(
      uniteRequirements([
        { group: 'a', count: 1, stage: 2 },
        { group: 'b', count: 1 },
      ]),
    ).toEqual([
      { group: 'b', count: 1 },
      { group: 'a', count: 1, stage: 2 },
    ]);
  });

  it('keeps an escalation only when all of the group have it, at the latest time (I8)', () => {
    const soon = [{ after: 'PT1H', to: 'c' }];
    const late = [{ after: 'PT2H', to: 'c' }];
    const a = { group: 'a', count: 1 };
    expect(uniteRequirements([{ ...a, escalate: soon }, a])).toEqual([a]);
    expect(
      uniteRequirements([
        { ...a, escalate: soon },
        { ...a, escalate: late },
      ]),
    ).toEqual([{ ...a, escalate: late }]);
  });

  it('never makes anything freer, whatever the order (I7, I8)', () => {
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 5 }), requirements => {
        const united = uniteRequirements(requirements);
        expect(uniteRequirements([...requirements].reverse())).toEqual(united);
        expect(uniteRequirements(united)).toEqual(united);
        for (const given of requirements) {
          const together = united.find(({ group }) => group === given.group);
          expect(together?.count).toBeGreaterThanOrEqual(given.count);
          expect(together?.stage ?? 1).toBeGreaterThanOrEqual(given.stage ?? 1);
          for (const waited of [0, hour, 2 * hour, 24 * hour]) {
            const asked = together ? askedGroups(together, waited) : [];
            expect(askedGroups(given, waited)).toEqual(
              expect.arrayContaining([...asked]),
            );
          }
        }
      }),
    );
  });
});
