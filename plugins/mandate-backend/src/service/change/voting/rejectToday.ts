import type { KernelTransaction } from '../../../database/KernelTransaction';
import { toProposer } from '../../../domain/change/messages';
import type { Decider } from '../../decide/Decider';
import { KERNEL_ACTOR } from '../actors';
import { applyTransition } from '../applyTransition';
import { demandApplied, type OpenChange } from '../openChange';

/**
 * Ends a change that waits for approval when a rejection that stands is enough under today's mandates, although it was not
 * when it was cast: nobody else's vote would help it any more.
 *
 * @returns how it ended, as a sentence; undefined when it goes on waiting.
 */
export async function rejectToday(
  tx: KernelTransaction,
  decider: Pick<Decider, 'isRejectedToday'>,
  { change, revision, votes }: OpenChange,
): Promise<string | undefined> {
  const rejection = votes.find(({ verdict }) => verdict === 'reject');
  if (
    change.state !== 'awaiting-approval' ||
    !revision ||
    !rejection ||
    !(await decider.isRejectedToday(tx, change, revision))
  ) {
    return undefined;
  }
  const words = `Rejected by ${rejection.voter}: ${
    rejection.reason ?? ''
  } The mandates have changed since, and that is enough now.`;
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
