import { matchVotes, type VoteMatch } from '@mandate/policy';
import type { ChangeRevision, ChangeVote } from '../../../domain/change/change';

/** All votes on the revision, also those that were taken back. */
export function votesOf(
  revision: ChangeRevision,
  votes: readonly ChangeVote[],
) {
  return votes.filter(vote => vote.revision === revision.number);
}

/** Votes on the revision's plan that nobody took back. */
export function standingVotes(
  revision: ChangeRevision,
  votes: readonly ChangeVote[],
) {
  return votesOf(revision, votes).filter(
    ({ withdrawnAtMs, digest }) =>
      withdrawnAtMs === undefined && digest === revision.digest,
  );
}

/** With eligibility as it was at the vote; the vote and the gate read it afresh. */
export function matchOf(
  revision: ChangeRevision,
  votes: readonly ChangeVote[],
): VoteMatch {
  return matchVotes(
    revision.decision.requirements,
    standingVotes(revision, votes)
      .filter(({ verdict }) => verdict === 'approve')
      .map(({ voter, groups }) => ({ ref: voter, groups })),
  );
}
