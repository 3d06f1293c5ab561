import type { Proposer } from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import { holdRules } from '../../../database/rules/holdRules';
import type { RunStanding } from '../../../database/runQueue/RunQueue';
import { mayResolve } from '../../../domain/change/allowedActions';
import type { ChangeEvent } from '../../../domain/change/transition';
import { recordOutcome } from '../../earnedAutonomy/recordOutcome';
import { recordInstance } from '../../templates/recordInstance';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import type { Resolution } from '../ChangeService';
import { demand, demandApplied, openChange } from '../openChange';

const WORDS: Readonly<Record<Resolution, string>> = {
  retry: 'Tried again by',
  undo: 'Being undone, as decided by',
  accept: 'Accepted as it is by',
};

/** A person decides what becomes of a stuck change. */
export async function resolveChange(
  store: TransactionStore,
  request: {
    readonly id: string;
    readonly by: Proposer;
    readonly outcome: Resolution;
    readonly reason: string;
  },
): Promise<void> {
  await store.transaction(async tx => {
    const { change, revision, votes } = await openChange(tx, request.id);
    const nowMs = await tx.now();
    demand(
      mayResolve({
        change,
        revision,
        votes,
        caller: request.by,
        memberOf: [],
        nowMs,
      }),
      request.by.kind === 'user' ? 'conflict' : 'not-allowed',
    );
    const standing = await tx.runQueue.standing(change.id);
    const said = `${request.by.ref}: ${request.reason}`;
    // A failure may narrow a mandate, and rules are held before budgets.
    await holdRules(tx, 'to-change');
    const resolved = demandApplied(
      await applyTransition(tx, {
        change,
        event: resolvedEvent(request.outcome, standing),
        entry: {
          kind: 'override',
          actor: actorOf(request.by),
          data: { outcome: request.outcome },
        },
        words: `${WORDS[request.outcome]} ${said}`,
      }),
    );
    if (request.outcome === 'accept' && revision) {
      await recordOutcome(tx, resolved, revision);
      await recordInstance(tx, resolved, revision);
    }
    if (resolved.state === 'succeeded') {
      // What is kept of a verified change is kept of this one as well; whoever keeps it looks whether there is anything.
      await tx.timers.set({
        kind: 'keep',
        changeId: change.id,
        dueAtMs: nowMs,
      });
    }
    if (request.outcome !== 'accept') {
      await tx.runQueue.wake(change.id, {
        // With the reference: what a person wrote is in the ledger as theirs, and can be erased.
        ...(request.outcome === 'undo' && {
          undoBecause: `As decided by ${said}`,
        }),
      });
    }
  });
}

function resolvedEvent(
  outcome: Resolution,
  standing: RunStanding,
): ChangeEvent {
  switch (outcome) {
    case 'retry':
      return { type: 'resolved', outcome, resume: standing };
    case 'undo':
      return { type: 'resolved', outcome };
    default:
      return {
        type: 'resolved',
        outcome,
        as: standing === 'undoing' ? 'undone' : 'succeeded',
      };
  }
}
