import {
  type ApprovalRequirement,
  matchVotes,
  openRequirements,
  stageOf,
  type VoteMatch,
} from '@mandate/policy';
import type { ChangeRevision, ChangeVote } from '../change/change';
import { eligibleGroups } from '../decide/eligibility';

/** A revision with the votes that stand on it. */
export interface VotedRevision {
  readonly revision: ChangeRevision;
  readonly votes: readonly ChangeVote[];
}

/** How far the votes fill the requirements, with eligibility as it was at each vote. */
export function matchAsVoted({ revision, votes }: VotedRevision): VoteMatch {
  return matchVotes(
    revision.decision.requirements,
    votes
      .filter(({ verdict }) => verdict === 'approve')
      .map(({ voter, groups }) => ({ ref: voter, groups })),
  );
}

/** The requirements of the stage that is asked now. */
export function askedNow(voted: VotedRevision): readonly ApprovalRequirement[] {
  const [open] = openRequirements(matchAsVoted(voted));
  return open === undefined
    ? []
    : voted.revision.decision.requirements.filter(
        requirement => stageOf(requirement) === stageOf(open),
      );
}

/** The groups of the present stage that somebody with these memberships votes for now. */
export function votableGroups(
  voted: VotedRevision & {
    readonly memberOf: readonly string[];
    readonly nowMs: number;
  },
): readonly string[] {
  return eligibleGroups(
    askedNow(voted),
    voted.memberOf,
    voted.nowMs - voted.revision.createdAtMs,
  );
}
