import type { Voter } from '@mandate/policy';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { shortName } from '../../../domain/approval/waitingWords';
import type { ChangeVote } from '../../../domain/change/change';
import { KERNEL_ACTOR } from '../actors';
import type { OpenChange } from '../openChange';

/** Votes as they stand now. */
export interface CountedVotes {
  readonly votes: readonly ChangeVote[];
  /** Whether one counts for other groups than when that was last looked at. */
  readonly areOthers: boolean;
}

/**
 * Counts the votes that stand anew: each counts for those of the groups it was cast for that its voter may vote for now.
 * Who is asked next is told from that: of a voter who left a group it is asked again, and no more once they are back.
 * What counts otherwise than before is told in the ledger.
 */
export async function countVotes(
  tx: KernelTransaction,
  { change, revision, votes }: OpenChange,
  counting: readonly Voter[],
): Promise<CountedVotes> {
  const counted = votes.map(vote => ({
    ...vote,
    groups: groupsThatCount(vote, counting),
  }));
  const words: string[] = [];
  for (const [index, vote] of counted.entries()) {
    const before = votes[index].groups;
    const again = without(vote.groups, before);
    const lost = without(before, vote.groups);
    if (again.length + lost.length > 0) {
      await tx.votes.put(vote);
      words.push(...countWords(vote.voter, { again, lost }));
    }
  }
  if (words.length > 0) {
    tx.ledger.append({
      kind: 'votes-counted',
      actor: KERNEL_ACTOR,
      changeId: change.id,
      ...(revision && { revision: revision.number }),
      subject: change.target.entityRef,
      data: { words: words.join(' ') },
    });
  }
  return { votes: counted, areOthers: words.length > 0 };
}

function groupsThatCount(
  { voter, verdict, groups, castFor }: ChangeVote,
  counting: readonly Voter[],
): readonly string[] {
  if (verdict !== 'approve') {
    return groups;
  }
  const now = counting.find(({ ref }) => ref === voter)?.groups ?? [];
  return castFor.filter(group => now.includes(group));
}

function without(
  groups: readonly string[],
  others: readonly string[],
): readonly string[] {
  return groups.filter(group => !others.includes(group));
}

function countWords(
  voter: string,
  {
    again,
    lost,
  }: { readonly again: readonly string[]; readonly lost: readonly string[] },
): readonly string[] {
  const listed = (groups: readonly string[]) =>
    groups.map(shortName).join(' and ');
  return [
    ...(lost.length > 0
      ? [`The approval of ${voter} no longer counts for ${listed(lost)}.`]
      : []),
    ...(again.length > 0
      ? [`The approval of ${voter} counts for ${listed(again)} again.`]
      : []),
  ];
}
