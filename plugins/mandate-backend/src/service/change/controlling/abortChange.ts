import { isTerminal, type Proposer } from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import { mayAbort } from '../../../domain/change/allowedActions';
import { toProposer } from '../../../domain/change/messages';
import { isSeparateFrom } from '../../../domain/decide/eligibility';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import { demand, demandApplied, openChange } from '../openChange';

/**
 * Stops a change. One that has not started is cancelled at once. For one that runs, the request is stored and its
 * run's owner undoes what was done; the request wins over a completion that is not recorded yet.
 */
export async function abortChange(
  store: TransactionStore,
  request: {
    readonly id: string;
    readonly by: Proposer;
    readonly reason: string;
  },
): Promise<void> {
  await store.transaction(async tx => {
    const { change, revision, votes } = await openChange(tx, request.id);
    const nowMs = await tx.now();
    demand(
      mayAbort({
        change,
        revision,
        votes,
        caller: request.by,
        memberOf: [],
        nowMs,
      }),
      isTerminal(change.state) ? 'conflict' : 'not-allowed',
    );
    if (
      change.state === 'running' ||
      change.state === 'verifying' ||
      change.state === 'undoing' ||
      change.state === 'stuck'
    ) {
      // What is being undone does what an abort asks for; a request that nobody takes up would take its patience.
      if (change.state === 'running' || change.state === 'verifying') {
        await tx.runQueue.requestAbort(change.id, {
          by: request.by.ref,
          reason: request.reason,
        });
      }
      if (change.state === 'stuck') {
        demandApplied(
          await applyTransition(tx, {
            change,
            event: { type: 'aborted', effects: true },
            entry: { kind: 'override', actor: actorOf(request.by) },
            words: `Aborted by ${request.by.ref}: ${request.reason}. What was done is being undone.`,
          }),
        );
        await tx.runQueue.wake(change.id, { undoBecause: request.reason });
      }
      return;
    }
    const cancelled = demandApplied(
      await applyTransition(tx, {
        change,
        event: { type: 'aborted', effects: false },
        entry: { kind: 'ended', actor: actorOf(request.by) },
        words: `Cancelled by ${request.by.ref}: ${request.reason}`,
      }),
    );
    const message = isSeparateFrom(request.by.ref, change.proposer)
      ? toProposer(cancelled)
      : undefined;
    if (message) {
      tx.outbox.add({ type: 'notification', message });
    }
  });
}
