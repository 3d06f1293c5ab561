import fc from 'fast-check';
import { matchVotes, openRequirements } from './matching';
import type { Voter } from './voteMatch';

const a = { group: 'a', count: 1 };
const b = { group: 'b', count: 1 };

describe('matchVotes', () => {
  it('finds the assignment that a greedy one misses', () => {
    const both = { ref: 'anna', groups: ['a', 'b'] };
    const onlyA = { ref: 'bert', groups: ['a'] };
    expect(matchVotes([a, b], [both, onlyA])).toEqual({
      satisfied: true,
      missing: 0,
      filled: [
        { group: 'a', count: 1, voters: ['bert'], missing: 0 },
        { group: 'b', count: 1, voters: ['anna'], missing: 0 },
      ],
    });
  });

  it('counts each person for one requirement only (I3)', () => {
    const both = { ref: 'anna', groups: ['a', 'b'] };
    expect(matchVotes([a, b], [both])).toMatchObject({
      satisfied: false,
      missing: 1,
    });
    expect(matchVotes([{ ...a, count: 2 }], [both, both])).toMatchObject({
      satisfied: false,
      missing: 1,
    });
  });

  it('takes equal groups as one requirement with the larger count', () => {
    const voters = [{ ref: 'anna', groups: ['a'] }];
    expect(matchVotes([a, a], voters).satisfied).toBe(true);
  });

  it('fills earlier stages first, and asks for the first that is not filled', () => {
    const staged = [
      { ...a, stage: 2 },
      { ...b, stage: 1 },
    ];
    const open = (...voters: readonly Voter[]) =>
      openRequirements(matchVotes(staged, voters)).map(({ group }) => group);
    expect(open()).toEqual(['b']);
    expect(open({ ref: 'anna', groups: ['a', 'b'] })).toEqual(['a']);
    expect(
      open({ ref: 'anna', groups: ['a', 'b'] }, { ref: 'bert', groups: ['a'] }),
    ).toEqual([]);
  });

  it('is satisfied when nothing is required, and by nobody otherwise', () => {
    expect(matchVotes([], []).satisfied).toBe(true);
    expect(matchVotes([a], [{ ref: 'anna', groups: [] }]).satisfied).toBe(
      false,
    );
  });

  it('fills as many slots as any assignment can', () => {
    const groups = ['a', 'b', 'c'];
    const requirements = fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 })
      .map(counts =>
        counts.flatMap((count, index) =>
          count > 0 ? [{ group: groups[index], count }] : [],
        ),
      );
    const voters = fc
      .array(fc.subarray(groups), { maxLength: 6 })
      .map(all =>
        all.map((of, index): Voter => ({ ref: `v${index}`, groups: of })),
      );
    fc.assert(
      fc.property(requirements, voters, (required, voting) => {
        const { missing, satisfied, filled } = matchVotes(required, voting);
        const slots = required.reduce((sum, { count }) => sum + count, 0);
        expect(slots - missing).toBe(
          mostFilled(
            required.map(({ group, count }) => [group, count]),
            voting,
          ),
        );
        expect(satisfied).toBe(missing === 0);
        const counted = filled.flatMap(({ voters: seated }) => seated);
        expect(new Set(counted).size).toBe(counted.length);
        for (const { group, voters: seated } of filled) {
          for (const ref of seated) {
            expect(voting.find(voter => voter.ref === ref)?.groups).toContain(
              group,
            );
          }
        }
        expect(
          matchVotes([...required].reverse(), [...voting].reverse()).missing,
        ).toBe(missing);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Tries every assignment of every voter. */
function mostFilled(
  left: readonly (readonly [string, number])[],
  voters: readonly Voter[],
): number {
  const [voter, ...others] = voters;
  if (!voter) {
    return 0;
  }
  const without = mostFilled(left, others);
  const options = left.flatMap(([group, count]) =>
    count > 0 && voter.groups.includes(group)
      ? [
          1 +
            mostFilled(
              left.map(([name, rest]) => [
                name,
                name === group ? rest - 1 : rest,
              ]),
              others,
            ),
        ]
      : [],
  );
  return Math.max(without, ...options);
}
