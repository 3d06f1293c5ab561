import type { KernelTransaction } from '../../../database/KernelTransaction';
import { matchAsVoted } from '../../../domain/approval/votableGroups';
import { waitingWords } from '../../../domain/approval/waitingWords';
import type { Decider } from '../../decide/Decider';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import { KERNEL_ACTOR } from '../actors';
import type { OpenChange } from '../openChange';
import { touchChange } from '../touchChange';
import { askNextStage } from './askNextStage';
import { countVotes } from './countVotes';
import { queueApproved } from './queueApproved';

/**
 * Counts the votes on a change that waits for approval, since groups and delegations change without anybody voting. Where
 * nobody's vote is missing any more the change goes on; otherwise it says whom it waits for, and asks who was not asked.
 * Only what votes were cast for makes it go on by itself, although the gate lets them count for more.
 */
export async function recountVotes(
  tx: KernelTransaction,
  {
    decider,
    kinds,
  }: {
    readonly decider: Pick<Decider, 'requirementsSatisfied'>;
    readonly kinds: ChangeKindRegistry;
  },
  open: OpenChange,
): Promise<'approved' | 'waits'> {
  const { change, revision, votes } = open;
  const { expiresAtMs = Infinity } = change;
  if (
    change.state !== 'awaiting-approval' ||
    !revision ||
    votes.length === 0 ||
    expiresAtMs <= (await tx.now())
  ) {
    return 'waits';
  }
  const { satisfied, counting } = await decider.requirementsSatisfied(
    tx,
    change,
    revision,
  );
  const counted = await countVotes(tx, open, counting);
  const match = matchAsVoted({ revision, votes: counted.votes });
  if (satisfied && match.satisfied) {
    await queueApproved(tx, {
      change,
      kinds,
      entry: { kind: 'votes-counted', actor: KERNEL_ACTOR },
    });
    return 'approved';
  }
  if (counted.areOthers) {
    await touchChange(tx, change, waitingWords(match));
    await askNextStage(tx, change, {
      revision,
      before: votes,
      votes: counted.votes,
    });
  }
  return 'waits';
}
