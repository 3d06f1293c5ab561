import { matchVotes } from '@mandate/policy';
import fc from 'fast-check';
import { countingVoters } from '../decide/eligibility';
import { type Delegation, representedBy, votingGroups } from './delegation';

const people = ['ola', 'pia', 'paul', 'sven', 'dana'].map(
  name => `user:default/${name}`,
);
const person = fc.constantFrom(...people);
const groups = fc.subarray(['g:platform', 'g:security']);

const scenes = fc.record({
  memberships: fc.array(groups, {
    minLength: people.length,
    maxLength: people.length,
  }),
  // One delegate a delegator at a time, as the store sees to.
  delegations: fc.uniqueArray(
    fc.record({ delegator: person, delegate: person }),
    { selector: ({ delegator }) => delegator, maxLength: 4 },
  ),
  voters: fc.uniqueArray(person),
  proposer: person,
  authors: fc.uniqueArray(person, { maxLength: 2 }),
  requirements: fc.uniqueArray(
    fc.record({
      group: fc.constantFrom('g:platform', 'g:security'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { selector: ({ group }) => group, minLength: 1 },
  ),
});

type Scene = typeof scenes extends fc.Arbitrary<infer One> ? One : never;

function read({ memberships, delegations, voters, proposer, authors }: Scene) {
  const own = new Map(
    people.map((ref, index) => [ref, memberships[index] ?? []]),
  );
  const input = {
    delegations: delegations.map(
      (one, index): Delegation => ({
        ...one,
        id: String(index),
        startsAtMs: 0,
        endsAtMs: 1,
        createdAtMs: 0,
      }),
    ),
    involved: {
      proposer: { kind: 'user' as const, ref: proposer },
      authors,
    },
    voted: voters,
  };
  return { own, input };
}

describe('delegation', () => {
  it('never lets more votes count for a group than members stand behind them, nor the proposer’s or an author’s membership (I3)', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { voters, requirements } = scene;
        const { own, input } = read(scene);
        const match = matchVotes(
          requirements,
          countingVoters({
            voters,
            involved: input.involved,
            requirements,
            memberships: votingGroups(voters, own, input),
            waitedMs: 0,
          }),
        );
        const behind = new Set(
          voters.flatMap(voter => [
            voter,
            ...representedBy(voter, input).map(({ delegator }) => delegator),
          ]),
        );
        const barred = [scene.proposer, ...scene.authors];
        barred.forEach(one => behind.delete(one));
        for (const { group, count, missing } of match.filled) {
          const members = [...behind].filter(ref =>
            own.get(ref)?.includes(group),
          );
          expect(count - missing).toBeLessThanOrEqual(members.length);
        }
        const filled = match.filled.reduce(
          (sum, { count, missing }) => sum + count - missing,
          0,
        );
        expect(filled).toBeLessThanOrEqual(
          voters.filter(voter => !barred.includes(voter)).length,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('adds to a voter only groups of those they vote for, and takes none away', () => {
    fc.assert(
      fc.property(scenes, scene => {
        const { own, input } = read(scene);
        const rights = votingGroups(scene.voters, own, input);
        for (const voter of scene.voters) {
          const mine = own.get(voter) ?? [];
          expect(rights.get(voter)).toEqual(expect.arrayContaining([...mine]));
        }
      }),
    );
  });

  it('ends for a change on which the delegator votes', () => {
    const input = {
      delegations: [
        {
          id: '1',
          delegator: 'user:default/ola',
          delegate: 'user:default/pia',
          startsAtMs: 0,
          endsAtMs: 1,
          createdAtMs: 0,
        },
      ],
      involved: {
        proposer: { kind: 'user' as const, ref: 'user:default/dana' },
        authors: [],
      },
      voted: [] as string[],
    };
    const represented = (more: object) =>
      representedBy('user:default/pia', { ...input, ...more }).length;
    expect(represented({})).toBe(1);
    expect(represented({ voted: ['user:default/ola'] })).toBe(0);
    expect(
      represented({
        involved: {
          proposer: { kind: 'user', ref: 'user:default/ola' },
          authors: [],
        },
      }),
    ).toBe(0);
    expect(
      represented({
        involved: { ...input.involved, authors: ['user:default/Ola'] },
      }),
    ).toBe(0);
  });
});
