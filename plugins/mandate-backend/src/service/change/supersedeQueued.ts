import type { ChangeKind } from '@mandate/plugin-mandate-node';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { toProposer } from '../../domain/change/messages';
import { KERNEL_ACTOR } from './actors';
import { applyTransition } from './applyTransition';

/**
 * A change that is about to start replaces older ones of its kind that wait for the same target, when the kind says so.
 * Rows are locked from newer to older changes, so two of these never wait for each other.
 */
export async function supersedeQueued(
  tx: KernelTransaction,
  newer: Change,
  kind: Pick<ChangeKind, 'replacesQueued'>,
): Promise<void> {
  if (!kind.replacesQueued) {
    return;
  }
  for (const id of await tx.changes.queuedBefore(newer)) {
    const older = await tx.changes.getForUpdate(id);
    if (older?.state === 'queued') {
      await supersede(tx, older, newer);
    }
  }
}

async function supersede(
  tx: KernelTransaction,
  older: Change,
  newer: Change,
): Promise<void> {
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
}
