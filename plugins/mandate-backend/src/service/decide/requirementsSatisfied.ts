import type { VoteMatch, Voter } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import { matchStandingVotes } from './matchStandingVotes';

/** How the votes on a revision fill its requirements. */
export interface RequirementsFilled {
  /** Never of what is forbidden. */
  readonly satisfied: boolean;
  readonly match: VoteMatch;
  readonly counting: readonly Voter[];
  readonly rejecting: readonly Voter[];
}

/** Whether the votes on a revision fill its own requirements, with eligibility read now (G1). */
export async function requirementsSatisfied(
  tx: KernelTransaction,
  people: PeopleDirectory,
  of: { readonly change: Change; readonly revision: ChangeRevision },
): Promise<RequirementsFilled> {
  const { oversight, requirements } = of.revision.decision;
  const { match, counting, rejecting } = await matchStandingVotes(tx, people, {
    ...of,
    requirements,
  });
  return {
    satisfied: oversight !== 'forbid' && match.satisfied,
    match,
    counting,
    rejecting,
  };
}
