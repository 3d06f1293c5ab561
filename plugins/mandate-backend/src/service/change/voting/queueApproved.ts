import type { KernelTransaction } from '../../../database/KernelTransaction';
import type { LedgerFact } from '../../../database/ledger/LedgerStore';
import type { Change } from '../../../domain/change/change';
import { toProposer } from '../../../domain/change/messages';
import type { ChangeKindRegistry } from '../../kinds/ChangeKindRegistry';
import { applyTransition } from '../applyTransition';
import { endApprovalTimers } from '../approvalTimers';
import { demandApplied } from '../openChange';
import { supersedeQueued } from '../supersedeQueued';

/** The last missing vote was given, or counts now: the change waits to start. */
export async function queueApproved(
  tx: KernelTransaction,
  options: {
    readonly change: Change;
    readonly kinds: ChangeKindRegistry;
    readonly entry: Pick<LedgerFact, 'kind' | 'actor'> & {
      readonly data?: LedgerFact['data'];
    };
  },
): Promise<void> {
  const { change, kinds, entry } = options;
  const queued = demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'requirements-satisfied' },
      entry,
      words: 'Approved; waiting to start.',
    }),
  );
  await endApprovalTimers(tx, change.id);
  await tx.runQueue.enqueue(change.id, change.revision);
  await supersedeQueued(tx, queued, kinds.find(change.kind));
  const message = toProposer(queued);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
