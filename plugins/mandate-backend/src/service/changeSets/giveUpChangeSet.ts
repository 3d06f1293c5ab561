import type { KernelTransaction } from '../../database/KernelTransaction';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { changeSetGivenUp } from '../../domain/changeSet/messages';

/** How long the next change of a set may take to be proposed, in milliseconds. Planning one ends by itself far sooner. */
export const GIVE_UP_AFTER_MS = 600_000;

/** Cancels what was proposed of a set whose rest will not be: nothing of it starts, and nothing joins it any more. */
export async function giveUpChangeSet(
  tx: KernelTransaction,
  setId: string,
): Promise<void> {
  await tx.changeSets.abandon(setId);
  for (const id of await tx.changeSets.members(setId)) {
    const change = await tx.changes.getForUpdate(id);
    if (change) {
      await applyTransition(tx, {
        change,
        event: { type: 'cancelled' },
        entry: { kind: 'ended', actor: KERNEL_ACTOR },
        words:
          'Cancelled, because the rest of its set could not be proposed. Nothing was done.',
        isStopOfSet: true,
      });
    }
  }
}

/**
 * Whoever proposed a set may have died before it was complete. When nothing has joined it for long, it is given up, and
 * its proposer hears of it; while it still grows, it is looked at again.
 */
export async function giveUpIncompleteSet(
  tx: KernelTransaction,
  changeId: string,
): Promise<void> {
  const known = await tx.changeSets.ofChange(changeId);
  const set = known && (await tx.changeSets.getForUpdate(known.id));
  const members = set ? await tx.changeSets.members(set.id) : [];
  const newest = await tx.changes.get(members.at(-1) ?? changeId);
  const isOpen =
    set && set.abandonedAtMs === undefined && members.length < set.size;
  if (!isOpen || !newest) {
    return;
  }
  const dueAtMs = newest.createdAtMs + GIVE_UP_AFTER_MS;
  if (dueAtMs > (await tx.now())) {
    await tx.timers.set({ kind: 'incomplete-set', changeId, dueAtMs });
    return;
  }
  await giveUpChangeSet(tx, set.id);
  const message = changeSetGivenUp(set, newest.proposer, members.length);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
