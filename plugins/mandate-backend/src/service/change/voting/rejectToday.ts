import type { KernelTransaction } from '../../../database/KernelTransaction';
import { isRejected } from '../../../domain/approval/rejection';
import { toProposer } from '../../../domain/change/messages';
import type { Decider } from '../../decide/Decider';
import { KERNEL_ACTOR } from '../actors';
import { applyTransition } from '../applyTransition';
import { demandApplied, type OpenChange } from '../openChange';

/**
 * Ends a change that waits for approval when the rejections that stand are enough under today's mandates or with today's
 * memberships, although they were not when they were cast: nobody else's vote would help it any more.
 *
 * @returns how it ended, as a sentence; undefined when it goes on waiting.
 */
export async function rejectToday(
  tx: KernelTransaction,
  decider: Pick<Decider, 'isRejectedToday' | 'requirementsSatisfied'>,
  { change, revision, votes }: OpenChange,
): Promise<string | undefined> {
  const rejection = votes.find(({ verdict }) => verdict === 'reject');
  if (change.state !== 'awaiting-approval' || !revision || !rejection) {
    return undefined;
  }
  const { rejecting } = await decider.requirementsSatisfied(
    tx,
    change,
    revision,
  );
  const isAsDecided = isRejected(revision.decision.requirements, rejecting);
  if (!isAsDecided && !(await decider.isRejectedToday(tx, change, revision))) {
    return undefined;
  }
  const changed = isAsDecided
    ? 'Who is in the groups has changed'
    : 'The mandates have changed';
  const words = `Rejected by ${rejection.voter}: ${
    rejection.reason ?? ''
  } ${changed} since, and that is enough now.`;
  const rejected = demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'rejected' },
      entry: { kind: 'ended', actor: KERNEL_ACTOR },
      words,
    }),
  );
  const message = toProposer(rejected);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
  return words;
}
