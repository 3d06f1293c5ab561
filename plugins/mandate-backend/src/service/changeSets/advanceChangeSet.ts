import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';

/**
 * A change ended. When it belongs to a set, the next one may start; or, when it did not succeed and the set stops then,
 * those that have not started are cancelled.
 */
export async function advanceChangeSet(
  tx: KernelTransaction,
  ended: Change,
): Promise<void> {
  const set = await tx.changeSets.ofChange(ended.id);
  if (!set) {
    return;
  }
  if (ended.state === 'succeeded' || !set.stops) {
    await tx.runQueue.wakeWaiting('change-set');
    return;
  }
  for (const id of await tx.changeSets.members(set.id)) {
    const change =
      id === ended.id ? undefined : await tx.changes.getForUpdate(id);
    if (change) {
      // Refused for those that have started or ended: they go on.
      await applyTransition(tx, {
        change,
        event: { type: 'cancelled' },
        entry: { kind: 'ended', actor: KERNEL_ACTOR, data: { by: ended.id } },
        words: `Cancelled, because '${ended.title}' of the same set did not succeed. Nothing was done.`,
      });
    }
  }
}
