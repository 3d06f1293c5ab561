import {
  type ApprovalRequirement,
  matchVotes,
  type VoteMatch,
  type Voter,
} from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../domain/change/change';
import { countingVoters, involvedIn } from '../../domain/decide/eligibility';
import { readVotingRights } from '../delegations/readVotingRights';
import type { PeopleDirectory } from '../people/PeopleDirectory';

/** How far the votes that stand on a revision's plan fill these requirements or reject, with eligibility read now (G1). */
export async function matchStandingVotes(
  tx: KernelTransaction,
  people: PeopleDirectory,
  of: {
    readonly change: Change;
    readonly revision: ChangeRevision;
    readonly requirements: readonly ApprovalRequirement[];
  },
): Promise<{
  readonly match: VoteMatch;
  /** Whose approvals count, and for which groups. */
  readonly counting: readonly Voter[];
  /** Whose rejections count, and for which groups. */
  readonly rejecting: readonly Voter[];
}> {
  const { change, revision, requirements } = of;
  const votes = await tx.votes.standing({
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
  });
  const involved = involvedIn(change, revision);
  const voted = votes.map(({ voter }) => voter);
  const { groups } = await readVotingRights(tx, people, {
    voters: voted,
    involved,
    voted,
  });
  const waitedMs = (await tx.now()) - revision.createdAtMs;
  const countingWith = (wanted: ChangeVote['verdict']) =>
    countingVoters({
      voters: votes
        .filter(({ verdict }) => verdict === wanted)
        .map(({ voter }) => voter),
      involved,
      requirements,
      memberships: groups,
      waitedMs,
    });
  const counting = countingWith('approve');
  // A rejection speaks for the groups that were asked when it was cast: of a later stage, nobody was.
  const rejectedFor = new Map(
    votes
      .filter(({ verdict }) => verdict === 'reject')
      .map(({ voter, groups: asked }) => [voter, asked]),
  );
  return {
    match: matchVotes(requirements, counting),
    counting,
    rejecting: countingWith('reject').map(({ ref, groups: eligible }) => ({
      ref,
      groups: eligible.filter(group => rejectedFor.get(ref)?.includes(group)),
    })),
  };
}
