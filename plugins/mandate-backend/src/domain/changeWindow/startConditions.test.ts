import fc from 'fast-check';
import type { ChangeVote } from '../change/change';
import { startConditions } from './startConditions';

const votes: fc.Arbitrary<readonly ChangeVote[]> = fc.array(
  fc.record({
    changeId: fc.constant('c'),
    revision: fc.constant(1),
    digest: fc.constant('d'),
    voter: fc.constantFrom('a', 'b', 'c'),
    verdict: fc.constantFrom('approve' as const, 'reject' as const),
    groups: fc.constant([]),
    castFor: fc.constant([]),
    votedAtMs: fc.constant(0),
    notBeforeMs: fc.option(fc.nat(100), { nil: undefined }),
    onlyInsideWindow: fc.boolean(),
    withdrawnAtMs: fc.option(fc.nat(100), { nil: undefined }),
  }),
);

describe('startConditions', () => {
  it('are met by no start that some standing approval does not allow', () => {
    fc.assert(
      fc.property(votes, fc.nat(100), fc.boolean(), (given, start, inside) => {
        const { notBeforeMs, needsWindow } = startConditions(given);
        const allowed =
          (notBeforeMs === undefined || start >= notBeforeMs) &&
          (!needsWindow || inside);
        const everyApproval = given
          .filter(
            vote =>
              vote.verdict === 'approve' && vote.withdrawnAtMs === undefined,
          )
          .every(
            vote =>
              start >= (vote.notBeforeMs ?? 0) &&
              (inside || !vote.onlyInsideWindow),
          );
        expect(allowed).toBe(everyApproval);
      }),
    );
  });
});
