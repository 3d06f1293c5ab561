import { ConflictError } from '@backstage/errors';
import type { Proposer } from '@mandate/plugin-mandate-common';
import { askedGroups } from '@mandate/policy';
import type { TransactionStore } from '../../../database/KernelStore';
import { askedNow } from '../../../domain/approval/votableGroups';
import { mayRemind } from '../../../domain/change/allowedActions';
import { approvalReminder } from '../../../domain/change/messages';
import { demand, openChange } from '../openChange';

const REMINDER_PAUSE_MS = 10 * 60_000;

/** Notifies the groups that are still missing, at most once in ten minutes whoever asks. */
export async function remindApprovers(
  store: TransactionStore,
  request: { readonly id: string; readonly by: Proposer },
): Promise<void> {
  await store.transaction(async tx => {
    const { change, revision, votes } = await openChange(tx, request.id);
    const nowMs = await tx.now();
    demand(
      mayRemind({
        change,
        revision,
        votes,
        caller: request.by,
        memberOf: [],
        nowMs,
      }),
      'conflict',
    );
    if (!revision) {
      return;
    }
    const nextAt = await tx.timers.dueAt(change.id, 'reminder');
    if (nextAt !== undefined && nextAt > nowMs) {
      const minutes = Math.ceil((nextAt - nowMs) / 60_000);
      throw new ConflictError(
        `A reminder was sent a moment ago. You can send the next one in ${minutes} min.`,
      );
    }
    await tx.timers.set({
      kind: 'reminder',
      changeId: change.id,
      dueAtMs: nowMs + REMINDER_PAUSE_MS,
    });
    tx.outbox.add({
      type: 'notification',
      message: approvalReminder(
        change,
        askedNow({ revision, votes }).flatMap(requirement =>
          askedGroups(requirement, nowMs - revision.createdAtMs),
        ),
      ),
    });
  });
}
