import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { KERNEL_ACTOR } from './actors';
import { type AppliedTransition, applyTransition } from './applyTransition';
import { endApprovalTimers } from './approvalTimers';

/** Has a change that waits for approval planned and decided again, at once. Until then nobody is asked or reminded. */
export async function sendBack(
  tx: KernelTransaction,
  change: Change,
  because: { readonly gate: 'G2' | 'G3'; readonly words: string },
): Promise<AppliedTransition> {
  const applied = await applyTransition(tx, {
    change,
    event: { type: 'gate-failed', effects: false },
    entry: {
      kind: 'gate-refused',
      actor: KERNEL_ACTOR,
      data: { gate: because.gate },
    },
    words: because.words,
  });
  if (applied.type === 'applied') {
    await endApprovalTimers(tx, change.id);
    await tx.timers.set({
      kind: 'replan',
      changeId: change.id,
      dueAtMs: await tx.now(),
    });
  }
  return applied;
}
