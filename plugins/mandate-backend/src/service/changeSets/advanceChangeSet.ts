import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { didNotSucceed } from '../../domain/changeSet/failedMember';
import { stopWords } from './stoppedSet';

/**
 * A change ended. When it belongs to a set, the next one may start; or, when it did not succeed and the set stops then,
 * those that have not started are cancelled. Those that run without an effect so far are cancelled at their gate, and
 * those that are proposed later when they are decided.
 */
export async function advanceChangeSet(
  tx: KernelTransaction,
  ended: Change,
): Promise<void> {
  const known = await tx.changeSets.ofChange(ended.id);
  // Whoever joins at this moment sees that it stopped, or is seen here.
  const set = known && (await tx.changeSets.getForUpdate(known.id));
  if (!set) {
    return;
  }
  if (!set.stops || !didNotSucceed(ended)) {
    await tx.runQueue.wakeWaiting('change-set');
    return;
  }
  for (const id of await tx.changeSets.members(set.id)) {
    const change =
      id === ended.id ? undefined : await tx.changes.getForUpdate(id);
    if (change) {
      // Refused for those that have started or ended.
      await applyTransition(tx, {
        change,
        event: { type: 'cancelled' },
        entry: { kind: 'ended', actor: KERNEL_ACTOR, data: { by: ended.id } },
        words: stopWords(ended),
        isStopOfSet: true,
      });
    }
  }
}
