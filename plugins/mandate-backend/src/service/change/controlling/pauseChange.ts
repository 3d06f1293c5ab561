import { isTerminal, type Proposer } from '@mandate/plugin-mandate-common';
import type { TransactionStore } from '../../../database/KernelStore';
import { mayPause, mayResume } from '../../../domain/change/mayPause';
import { actorOf } from '../actors';
import { demand, openChange } from '../openChange';
import { touchChange } from '../touchChange';

/**
 * Has a change wait before its next effect; what it does at this moment it ends. A person lets it go on.
 *
 * @throws ConflictError when there is nothing to pause; NotAllowedError for agents and services with others' changes.
 */
export async function pauseChange(
  store: TransactionStore,
  request: {
    readonly id: string;
    readonly by: Proposer;
    readonly reason: string;
  },
): Promise<void> {
  await store.transaction(async tx => {
    const { change } = await openChange(tx, request.id);
    const isPaused = (await tx.runQueue.pauseOf(change.id)) !== undefined;
    const isPausable = change.state === 'queued' || change.state === 'running';
    demand(
      mayPause({ change, caller: request.by, isPaused }),
      isPausable && !isPaused ? 'not-allowed' : 'conflict',
    );
    await tx.runQueue.pause(change.id, {
      by: request.by.ref,
      reason: request.reason,
    });
    const words = `Paused by ${request.by.ref}: ${request.reason}`;
    tx.ledger.append({
      kind: 'paused',
      actor: actorOf(request.by),
      changeId: change.id,
      revision: change.revision,
      subject: change.target.entityRef,
      data: { words, reason: request.reason },
    });
    await touchChange(tx, change, words);
  });
}

/**
 * Lets a paused change go on.
 *
 * @throws ConflictError when it is not paused; NotAllowedError for whoever is no person.
 */
export async function resumeChange(
  store: TransactionStore,
  request: { readonly id: string; readonly by: Proposer },
): Promise<void> {
  await store.transaction(async tx => {
    const { change } = await openChange(tx, request.id);
    const isPaused =
      !isTerminal(change.state) &&
      (await tx.runQueue.pauseOf(change.id)) !== undefined;
    demand(
      mayResume({ change, caller: request.by, isPaused }),
      isPaused ? 'not-allowed' : 'conflict',
    );
    await tx.runQueue.resume(change.id);
    const words = `Resumed by ${request.by.ref}.`;
    tx.ledger.append({
      kind: 'resumed',
      actor: actorOf(request.by),
      changeId: change.id,
      revision: change.revision,
      subject: change.target.entityRef,
      data: { words },
    });
    await touchChange(tx, change, words);
  });
}
