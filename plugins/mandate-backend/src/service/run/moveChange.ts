import type { JsonObject, LedgerActor, LedgerKind } from '@mandate/ledger';
import { isTerminal } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdRules } from '../../database/rules/holdRules';
import type { Change } from '../../domain/change/change';
import { type ChangeEvent, transition } from '../../domain/change/transition';
import { statusWords } from '../../domain/change/statusWords';
import { failedIn } from '../../domain/earnedAutonomy/outcome';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { recordOutcome } from '../earnedAutonomy/recordOutcome';
import { recordInstance } from '../templates/recordInstance';
import { peopleToTell, runMessage } from './runMessages';
import type { RunScene } from './RunScene';

/** How a run moves its change to another state. */
export interface Move {
  readonly event: ChangeEvent;
  readonly kind: LedgerKind;
  /** What it waits for now, or how it ended, as a sentence. */
  readonly words: string;
  readonly actor?: LedgerActor;
  readonly data?: JsonObject;
  /** Who had it stopped, when somebody did. */
  readonly abortedBy?: string;
  /** True when it ends because its change set stopped. */
  readonly isStopOfSet?: boolean;
}

/**
 * Moves the change under the run's fence, and tells people when it ended or needs one of them. It closes the run of a
 * change that ends, so it comes after the run's other writes.
 */
export async function moveChange(
  tx: KernelTransaction,
  { change, revision }: RunScene,
  move: Move,
): Promise<Change> {
  const expected = transition(change, move.event, await tx.now());
  if (expected.type !== 'refused' && failedIn(expected.state)) {
    // A failure may narrow a mandate, and rules are held before budgets.
    await holdRules(tx, 'to-change');
  }
  const applied = await applyTransition(tx, {
    change,
    event: move.event,
    entry: {
      kind: move.kind,
      actor: move.actor ?? KERNEL_ACTOR,
      data: move.data,
    },
    words: move.words,
    isStopOfSet: move.isStopOfSet,
    ...(move.abortedBy !== undefined && {
      update: { abortedBy: move.abortedBy },
    }),
  });
  if (applied.type !== 'applied') {
    throw new Error(
      `The run of change ${change.id} cannot go on: ${
        applied.type === 'refused'
          ? applied.words
          : 'somebody else wrote the change while its row was locked.'
      }`,
    );
  }
  if (isTerminal(applied.change.state) || applied.change.state === 'stuck') {
    await recordOutcome(tx, applied.change, revision);
    await recordInstance(tx, applied.change, revision);
    const message = runMessage(applied.change, revision);
    if (message) {
      tx.outbox.add(message);
    }
  }
  return applied.change;
}

/** Says what the run does or waits for now. The same words again write nothing. */
export async function noteProgress(
  tx: KernelTransaction,
  { change }: RunScene,
  words: string,
): Promise<void> {
  const said = statusWords(words);
  if (change.statusWords !== said) {
    await tx.changes.save({
      ...change,
      statusWords: said,
      updatedAtMs: await tx.now(),
    });
    signalChange(tx, change);
  }
}

/** Tells people that a change which had begun is paused; one that has not begun just starts later. */
export async function tellOfHold(
  tx: KernelTransaction,
  { change, revision }: RunScene,
  words: string,
): Promise<void> {
  const recipients = peopleToTell(change, revision);
  if (change.state === 'running' && recipients.length > 0) {
    tx.outbox.add({
      type: 'notification',
      message: {
        recipients,
        title: `Paused: ${change.title}`,
        description: words,
        link: `/changes/${change.id}`,
        severity: 'high',
        topic: 'change',
        scope: `mandate-change-${change.id}`,
      },
    });
  }
}

/** Tells open portals to read the change again. */
export function signalChange(
  tx: KernelTransaction,
  { id, state, target }: Change,
): void {
  tx.outbox.add({
    type: 'signal',
    signal: {
      type: 'change',
      changeId: id,
      entityRef: target.entityRef,
      state,
    },
  });
}

/** A fact about the run that changes no state. */
export function recordRunFact(
  tx: KernelTransaction,
  { change, revision, claim }: RunScene,
  fact: { readonly kind: LedgerKind; readonly data: JsonObject },
): void {
  tx.ledger.append({
    kind: fact.kind,
    actor: KERNEL_ACTOR,
    changeId: change.id,
    revision: revision.number,
    subject: change.target.entityRef,
    data: { ...fact.data, fence: claim.fence },
  });
}
