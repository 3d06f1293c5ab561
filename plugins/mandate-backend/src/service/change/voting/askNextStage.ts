import { askedGroups } from '@mandate/policy';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { askedNow } from '../../../domain/approval/votableGroups';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../../domain/change/change';
import { approvalNeeded } from '../../../domain/change/messages';
import { askForVotes } from '../askForVotes';

/** Asks the groups that are asked now, with these votes, and were not before. */
export async function askNextStage(
  tx: KernelTransaction,
  change: Change,
  {
    revision,
    before,
    votes,
  }: {
    readonly revision: ChangeRevision;
    readonly before: readonly ChangeVote[];
    readonly votes: readonly ChangeVote[];
  },
): Promise<void> {
  const waitedMs = (await tx.now()) - revision.createdAtMs;
  const askedBefore = askedNow({ revision, votes: before });
  const next = askedNow({ revision, votes }).filter(
    ({ group }) =>
      !askedBefore.some(requirement => requirement.group === group),
  );
  if (next.length > 0) {
    await askForVotes(
      tx,
      change,
      revision,
      approvalNeeded(
        change,
        revision,
        next.flatMap(requirement => askedGroups(requirement, waitedMs)),
      ),
    );
  }
}
