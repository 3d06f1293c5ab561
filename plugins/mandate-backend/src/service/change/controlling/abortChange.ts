import {
  type ChangeState,
  isTerminal,
  type Proposer,
} from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import type { KernelTransaction } from '../../../database/KernelTransaction';
import { mayAbort } from '../../../domain/change/allowedActions';
import type { Change } from '../../../domain/change/change';
import { toProposer } from '../../../domain/change/messages';
import { isSeparateFrom } from '../../../domain/decide/eligibility';
import { abortWords } from '../../../domain/run/journal';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import { demand, demandApplied, openChange } from '../openChange';
import { touchChange } from '../touchChange';

/** Who aborts which change, and why. */
interface AbortOfChange {
  readonly id: string;
  readonly by: Proposer;
  readonly reason: string;
}

/** States in which a run's owner does what an abort asks for. */
const AT_WORK: readonly ChangeState[] = ['running', 'verifying', 'undoing'];

/**
 * Stops a change. One that has not started is cancelled at once. For one that runs, the request is stored and its
 * run's owner undoes what was done; the request wins over a completion that is not recorded yet. Who asked for it, and
 * why, is recorded with the request in any case.
 */
export async function abortChange(
  store: TransactionStore,
  request: AbortOfChange,
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
    if (AT_WORK.includes(change.state)) {
      await askToAbort(tx, change, request);
    } else if (change.state === 'stuck') {
      await undoStuck(tx, change, request);
    } else {
      await cancel(tx, change, request);
    }
  });
}

/**
 * What is being undone does what an abort asks for: there it is only recorded, because a request that nobody takes up
 * would take the undoing's patience.
 */
async function askToAbort(
  tx: KernelTransaction,
  change: Change,
  { by, reason }: AbortOfChange,
): Promise<void> {
  const request = { by: by.ref, reason };
  const isUndoing = change.state === 'undoing';
  if (!isUndoing) {
    await tx.runQueue.requestAbort(change.id, request);
  }
  const words = abortWords(request);
  tx.ledger.append({
    kind: 'abort-requested',
    actor: actorOf(by),
    changeId: change.id,
    revision: change.revision,
    subject: change.target.entityRef,
    data: {
      words: isUndoing ? `${words} (It was being undone already.)` : words,
      reason,
    },
  });
  await touchChange(tx, change, isUndoing ? change.statusWords : words);
}

async function undoStuck(
  tx: KernelTransaction,
  change: Change,
  { by, reason }: AbortOfChange,
): Promise<void> {
  const words = abortWords({ by: by.ref, reason });
  demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'aborted', effects: true },
      entry: { kind: 'abort-requested', actor: actorOf(by), data: { reason } },
      words: `${words}. What was done is being undone.`,
      update: { abortedBy: by.ref },
    }),
  );
  await tx.runQueue.wake(change.id, { undoBecause: words });
}

async function cancel(
  tx: KernelTransaction,
  change: Change,
  { by, reason }: AbortOfChange,
): Promise<void> {
  const cancelled = demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'aborted', effects: false },
      entry: { kind: 'ended', actor: actorOf(by), data: { reason } },
      words: `Cancelled by ${by.ref}: ${reason}`,
      update: { abortedBy: by.ref },
    }),
  );
  const message = isSeparateFrom(by.ref, change.proposer)
    ? toProposer(cancelled)
    : undefined;
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
