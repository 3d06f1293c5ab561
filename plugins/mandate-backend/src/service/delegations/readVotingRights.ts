import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Involved } from '../../domain/decide/eligibility';
import {
  type Delegation,
  representedBy,
  votingGroups,
} from '../../domain/delegation/delegation';
import type { PeopleDirectory } from '../people/PeopleDirectory';

/** What people may vote for now: the groups of each, delegations included, and whom they vote for. */
export interface VotingRights {
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** The delegations that count for the voters. */
  readonly delegations: readonly Delegation[];
}

/** Reads memberships and delegations as they are at this moment; called at the vote and at the gate (G1). */
export async function readVotingRights(
  tx: KernelTransaction,
  people: PeopleDirectory,
  of: {
    readonly voters: readonly string[];
    readonly involved: Involved;
    /** Who has voted themselves. */
    readonly voted: readonly string[];
  },
): Promise<VotingRights> {
  const input = { ...of, delegations: await tx.delegations.inEffect() };
  const delegations = of.voters.flatMap(voter => representedBy(voter, input));
  const memberships = await people.groupsOf([
    ...new Set([
      ...of.voters,
      ...delegations.map(({ delegator }) => delegator),
    ]),
  ]);
  return {
    groups: votingGroups(of.voters, memberships, input),
    delegations,
  };
}
