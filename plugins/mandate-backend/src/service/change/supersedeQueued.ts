import type { ChangeKind } from '@mandate/plugin-mandate-node';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { toProposer } from '../../domain/change/messages';
import { KERNEL_ACTOR } from './actors';
import { applyTransition } from './applyTransition';

/**
 * A change that is about to start replaces older ones of its kind that wait for the same target, when the kind said so as it
 * was planned: it may be approved while no module brings the kind. Not those of its own set, which say themselves what comes
 * first.
 * Rows are locked from newer to older changes, so two of these never wait for each other.
 */
export async function supersedeQueued(
  tx: KernelTransaction,
  newer: Change,
  /** Asked about a change that was planned before what it said was kept. */
  kind: Pick<ChangeKind, 'replacesQueued'> | undefined,
): Promise<void> {
  if (!(newer.replacesQueued ?? kind?.replacesQueued)) {
    return;
  }
  for (const id of await tx.changes.queuedBefore(newer)) {
    const older = await tx.changes.getForUpdate(id);
    if (older?.state === 'queued') {
      await supersede(tx, older, newer);
    }
  }
}

/**
 * A change that is decided again and would start alone gives way to a newer one of its kind that has taken its place
 * meanwhile: it would put back what the newer one brought.
 *
 * @returns the change as it ended, or undefined when there is no newer one.
 */
export async function giveWayToNewer(
  tx: KernelTransaction,
  older: Change,
  kind: Pick<ChangeKind, 'replacesQueued'>,
): Promise<Change | undefined> {
  const newer = kind.replacesQueued
    ? await tx.changes.startedAfter(older)
    : undefined;
  return newer && supersede(tx, older, newer);
}

async function supersede(
  tx: KernelTransaction,
  older: Change,
  newer: Change,
): Promise<Change | undefined> {
  const applied = await applyTransition(tx, {
    change: older,
    event: { type: 'superseded' },
    entry: { kind: 'ended', actor: KERNEL_ACTOR, data: { by: newer.id } },
    words: `A newer change replaces it: ${newer.title}. Nothing was done.`,
  });
  const message =
    applied.type === 'applied' ? toProposer(applied.change) : undefined;
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
  return applied.type === 'applied' ? applied.change : undefined;
}
