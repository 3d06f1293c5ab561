import type { JsonObject } from '@mandate/ledger';
import type { LedgerFact } from '../../database/ledger/LedgerStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { KERNEL_ACTOR } from './actors';
import { advanceChangeSet } from '../changeSets/advanceChangeSet';
import { changeEvent } from '../../domain/event/changeEvent';
import { statusWords } from '../../domain/change/statusWords';
import { type ChangeEvent, transition } from '../../domain/change/transition';
import { isTerminal } from '@mandate/plugin-mandate-common';

/** What came of it. `change` is the change after, with its new row version. */
export type AppliedTransition =
  | { readonly type: 'applied'; readonly change: Change }
  | { readonly type: 'refused'; readonly words: string }
  /** Somebody else wrote the change meanwhile: read it again. */
  | { readonly type: 'lost-race' };

/**
 * The only way to change a change's state: state, ledger entry and signal in one transaction (I6). The entry's data
 * gets the state after as `state`, so that replaying the ledger rebuilds every state (I11).
 *
 * A change that ends has an entry of kind `ended`, whatever brought it to its end. It gives back what it holds of budgets (what is spent stays spent), and its timers and run end.
 */
export async function applyTransition(
  tx: KernelTransaction,
  options: {
    readonly change: Change;
    readonly event: ChangeEvent;
    readonly entry: Pick<LedgerFact, 'kind' | 'actor'> & {
      readonly data?: JsonObject;
    };
    /** What it waits for now, or how it ended, as a sentence. */
    readonly words: string;
    /** Other members to write with it. */
    readonly update?: Partial<Change>;
    /** True when it ends because its change set stopped: then nothing more follows for the set. */
    readonly isStopOfSet?: boolean;
  },
): Promise<AppliedTransition> {
  const { change, event, entry, words, update } = options;
  const now = await tx.now();
  const outcome = transition(change, event, now);
  if (outcome.type === 'refused') {
    return outcome;
  }
  const next: Change = {
    ...change,
    ...update,
    state: outcome.state,
    statusWords: statusWords(words),
    updatedAtMs: now,
    endedAtMs: outcome.endedAtMs,
    ...(event.type === 'needless' && { endCause: 'needless' }),
    ...(options.isStopOfSet && { endCause: 'set-stopped' }),
  };
  if ((await tx.changes.save(next)) === 'lost-race') {
    return { type: 'lost-race' };
  }
  tx.ledger.append({
    kind: entry.kind,
    actor: entry.actor,
    changeId: change.id,
    ...(next.revision > 0 && { revision: next.revision }),
    subject: next.target.entityRef,
    data: { ...entry.data, event: event.type, state: next.state, words },
  });
  if (isTerminal(next.state) && entry.kind !== 'ended') {
    tx.ledger.append({
      kind: 'ended',
      actor: KERNEL_ACTOR,
      changeId: change.id,
      revision: next.revision,
      subject: next.target.entityRef,
      data: { state: next.state, words: `It ended: ${next.state}.` },
    });
  }
  tx.outbox.add({
    type: 'signal',
    signal: {
      type: 'change',
      changeId: change.id,
      entityRef: next.target.entityRef,
      state: next.state,
    },
  });
  tx.outbox.add({ type: 'event', event: changeEvent(next, change) });
  if (isTerminal(next.state)) {
    await tx.budgets.release(change.id);
    await tx.timers.cancel(change.id);
    await tx.runQueue.close(change.id);
    if (!options.isStopOfSet) {
      await advanceChangeSet(tx, next);
    }
  }
  return {
    type: 'applied',
    change: { ...next, rowVersion: change.rowVersion + 1 },
  };
}
