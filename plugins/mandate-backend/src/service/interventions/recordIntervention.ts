import type { ChangeKind } from '@mandate/plugin-mandate-node';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import type { Intervention } from '../../domain/intervention/intervention';
import { actorOf } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { supersedeQueued } from '../change/supersedeQueued';
import { touchChange } from '../change/touchChange';
import type { Caller } from '../change/ChangeService';
import { demandApplied } from '../change/openChange';

/**
 * Its ledger entry. The state moves when approvals were missing; otherwise the waiting run is looked at again. Who breaks the
 * glass also lets a paused change go on.
 */
export async function recordIntervention(
  tx: KernelTransaction,
  change: Change,
  intervention: Intervention,
  of: {
    readonly caller: Caller;
    readonly changeKind?: Pick<ChangeKind, 'replacesQueued'>;
    /** What it waits for in its set all the same. */
    readonly waits?: string;
  },
): Promise<void> {
  const { caller, changeKind, waits } = of;
  const { id, kind, reason, incident } = intervention;
  const actor = actorOf(caller.proposer);
  const data = {
    intervention: id,
    reason,
    ...(incident !== undefined && { incident }),
  };
  const words = wordsOf(intervention, waits);
  if (change.state === 'awaiting-approval') {
    const queued = demandApplied(
      await applyTransition(tx, {
        change,
        event: { type: 'glass-broken' },
        entry: { kind, actor, data },
        words,
        update: { expiresAtMs: undefined },
      }),
    );
    await tx.timers.cancel(change.id, ['expiry']);
    await tx.runQueue.enqueue(change.id, change.revision);
    await tx.runQueue.resume(change.id);
    await supersedeQueued(tx, queued, changeKind);
    return;
  }
  tx.ledger.append({
    kind,
    actor,
    changeId: change.id,
    revision: change.revision,
    subject: change.target.entityRef,
    data: { ...data, words },
  });
  if (kind === 'break-glass') {
    await touchChange(tx, { ...change, expiresAtMs: undefined });
    await tx.runQueue.resume(change.id);
    return;
  }
  await tx.runQueue.lookNow(change.id);
}

function wordsOf({ kind, reason }: Intervention, waits?: string): string {
  if (kind === 'override') {
    return `Freezes and windows are set aside: ${reason}`;
  }
  return waits === undefined
    ? `The glass is broken, it runs now without the missing approvals: ${reason}`
    : `The glass is broken, it runs without the missing approvals once it is its turn. ${waits} The reason: ${reason}`;
}
