import type { Voter } from '@mandate/policy';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { ChangeVote } from '../../../domain/change/change';

/**
 * Who is asked next is told from the groups that votes stand for: of a voter who left a group, it is asked again.
 *
 * @returns the votes as they stand now.
 */
export async function keepCountingGroups(
  tx: KernelTransaction,
  standing: readonly ChangeVote[],
  counting: readonly Voter[],
): Promise<readonly ChangeVote[]> {
  const kept: ChangeVote[] = [];
  for (const vote of standing) {
    const groups =
      vote.verdict === 'approve'
        ? groupsThatCount(vote, counting)
        : vote.groups;
    if (groups.length < vote.groups.length) {
      await tx.votes.put({ ...vote, groups });
    }
    kept.push({ ...vote, groups });
  }
  return kept;
}

/** The groups that a vote was given for and still counts for. */
function groupsThatCount(
  { voter, groups }: Pick<ChangeVote, 'voter' | 'groups'>,
  counting: readonly Voter[],
): readonly string[] {
  const now = counting.find(({ ref }) => ref === voter)?.groups ?? [];
  return groups.filter(group => now.includes(group));
}
