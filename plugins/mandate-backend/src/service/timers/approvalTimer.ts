import { askedGroups } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Timer } from '../../database/timers/TimerStore';
import {
  escalatedAt,
  nextEscalationAt,
  nextReminderAt,
} from '../../domain/approval/approvalTimes';
import { askedNow } from '../../domain/approval/votableGroups';
import { shortName } from '../../domain/approval/waitingWords';
import {
  approvalEscalated,
  approvalReminder,
} from '../../domain/change/messages';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { askForVotes } from '../change/askForVotes';
import { type OpenChange, openChange } from '../change/openChange';
import { expiryMessage } from './expiryMessage';

/** Does what a timer of a change that waits for approval is for; nothing when it waits no more. */
export async function fireApprovalTimer(
  tx: KernelTransaction,
  timer: Timer,
): Promise<void> {
  const open = await openChange(tx, timer.changeId);
  if (open.change.state !== 'awaiting-approval') {
    return;
  }
  switch (timer.kind) {
    case 'expiry':
      await expire(tx, open);
      break;
    case 'nudge':
      await nudge(tx, open);
      break;
    case 'escalation':
      await escalate(tx, open, timer.dueAtMs);
      break;
    default:
  }
}

async function expire(
  tx: KernelTransaction,
  { change }: OpenChange,
): Promise<void> {
  const words =
    'The approval expired before everybody had approved. It can be proposed again.';
  const applied = await applyTransition(tx, {
    change,
    event: { type: 'expired' },
    entry: { kind: 'ended', actor: KERNEL_ACTOR },
    words,
  });
  const message =
    applied.type === 'applied' ? expiryMessage(applied.change) : undefined;
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}

/** Reminds whoever is asked now; again when half of the time that is left is over. */
async function nudge(
  tx: KernelTransaction,
  { change, revision, votes }: OpenChange,
): Promise<void> {
  if (!revision) {
    return;
  }
  const nowMs = await tx.now();
  const groups = askedNow({ revision, votes }).flatMap(requirement =>
    askedGroups(requirement, nowMs - revision.createdAtMs),
  );
  tx.outbox.add({
    type: 'notification',
    message: approvalReminder(change, groups),
  });
  const dueAtMs = nextReminderAt(nowMs, change.expiresAtMs);
  if (dueAtMs !== undefined) {
    await tx.timers.set({ kind: 'nudge', changeId: change.id, dueAtMs });
  }
}

/** Asks other groups in the place of those that have not decided. Groups whose turn has not come are told when it does. */
async function escalate(
  tx: KernelTransaction,
  { change, revision, votes }: OpenChange,
  dueAtMs: number,
): Promise<void> {
  if (!revision) {
    return;
  }
  const asked = askedNow({ revision, votes }).map(({ group }) => group);
  const late = escalatedAt(revision, dueAtMs).filter(({ group }) =>
    asked.includes(group),
  );
  if (late.length > 0) {
    const groups = late.map(({ to }) => to);
    tx.ledger.append({
      kind: 'escalated',
      actor: KERNEL_ACTOR,
      changeId: change.id,
      revision: revision.number,
      subject: change.target.entityRef,
      data: {
        words: late
          .map(
            ({ group, to }) =>
              `${shortName(group)} has not decided; ${shortName(
                to,
              )} may decide in its place.`,
          )
          .join(' '),
        groups,
      },
    });
    await askForVotes(
      tx,
      change,
      revision,
      approvalEscalated(change, revision, groups),
    );
  }
  const nextAtMs = nextEscalationAt(revision, dueAtMs);
  if (nextAtMs !== undefined) {
    await tx.timers.set({
      kind: 'escalation',
      changeId: change.id,
      dueAtMs: nextAtMs,
    });
  }
}
