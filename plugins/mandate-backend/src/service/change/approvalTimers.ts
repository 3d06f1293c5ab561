import type { KernelTransaction } from '../../database/KernelTransaction';
import {
  nextEscalationAt,
  nextReminderAt,
} from '../../domain/approval/approvalTimes';
import type { Change, ChangeRevision } from '../../domain/change/change';

/** How often the target of a change that waits for approval is looked at. */
export const DRIFT_LOOK_MS = 60_000;

/** Sets what happens by itself while a change waits for approval: expiry, reminders, escalation, a look at the target. */
export async function setApprovalTimers(
  tx: KernelTransaction,
  { id: changeId, expiresAtMs }: Change,
  revision: ChangeRevision,
): Promise<void> {
  const nowMs = await tx.now();
  const dues = [
    ['expiry', expiresAtMs],
    ['nudge', nextReminderAt(nowMs, expiresAtMs)],
    ['escalation', nextEscalationAt(revision, nowMs)],
    ['drift', nowMs + DRIFT_LOOK_MS],
  ] as const;
  await tx.timers.setAll(
    changeId,
    dues.flatMap(([kind, dueAtMs]) =>
      dueAtMs === undefined ? [] : [{ kind, dueAtMs }],
    ),
  );
}

/** Nobody is waited for any more. */
export async function endApprovalTimers(
  tx: KernelTransaction,
  changeId: string,
): Promise<void> {
  await tx.timers.cancel(changeId, ['expiry', 'nudge', 'escalation', 'drift']);
}
