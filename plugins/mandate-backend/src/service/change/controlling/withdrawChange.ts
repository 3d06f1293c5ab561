import type { Proposer } from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import { mayWithdraw } from '../../../domain/change/allowedActions';
import { isSeparateFrom } from '../../../domain/decide/eligibility';
import { actorOf } from '../actors';
import { applyTransition } from '../applyTransition';
import { demand, demandApplied, openChange } from '../openChange';

/** The proposer takes the change back before it runs. Throws `NotAllowedError` for others, `ConflictError` when late. */
export async function withdrawChange(
  store: TransactionStore,
  request: {
    readonly id: string;
    readonly by: Proposer;
    readonly reason?: string;
  },
): Promise<void> {
  await store.transaction(async tx => {
    const { change, revision, votes } = await openChange(tx, request.id);
    const nowMs = await tx.now();
    demand(
      mayWithdraw({
        change,
        revision,
        votes,
        caller: request.by,
        memberOf: [],
        nowMs,
      }),
      isSeparateFrom(request.by.ref, change.proposer)
        ? 'not-allowed'
        : 'conflict',
    );
    demandApplied(
      await applyTransition(tx, {
        change,
        event: { type: 'withdrawn' },
        entry: { kind: 'ended', actor: actorOf(request.by) },
        words: request.reason
          ? `Withdrawn by ${request.by.ref}: ${request.reason}`
          : `Withdrawn by ${request.by.ref}.`,
      }),
    );
  });
}
