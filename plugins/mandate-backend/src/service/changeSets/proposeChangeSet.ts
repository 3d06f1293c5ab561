import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { randomUUID } from 'node:crypto';
import type { ChangeSet } from '../../database/changeSets/ChangeSetStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Caller } from '../change/ChangeService';
import {
  proposeChange,
  type Proposing,
} from '../change/proposing/proposeChange';
import { proposerOf } from '../change/proposing/proposerOf';
import { documentDigest } from '../plan/planDigest';
import type { CheckedChangeSet } from './ChangeSetService';
import { demandPlans } from './demandPlans';
import { giveUpChangeSet } from './giveUpChangeSet';
import { namingMember } from './namingMember';

/**
 * Proposes a set, or gives back the one that the same key proposed before; what is missing of that one, because whoever
 * proposed it was interrupted, is proposed now. See `ChangeSetService.propose`.
 *
 * @returns the set's id.
 */
export async function proposeChangeSet(
  proposing: Proposing,
  request: CheckedChangeSet,
  caller: Caller,
): Promise<string> {
  const { store } = proposing;
  const { id } = await openSet(proposing, request, caller);
  try {
    await proposeMissing(proposing, id, request, caller);
  } catch (error) {
    if (await store.transaction(tx => giveUpIncomplete(tx, id))) {
      throw error;
    }
  }
  await store.transaction(tx => tx.runQueue.wakeWaiting('change-set'));
  return id;
}

/** Gives a set up; false when another request with its key has completed it meanwhile. */
async function giveUpIncomplete(
  tx: KernelTransaction,
  id: string,
): Promise<boolean> {
  const set = await tx.changeSets.getForUpdate(id);
  if ((await tx.changeSets.positions(id)).size === set?.size) {
    return false;
  }
  await giveUpChangeSet(tx, id);
  return true;
}

/** The set with the request's key; when there is none a new one, of changes that can be planned. */
async function openSet(
  { store, planner }: Proposing,
  request: CheckedChangeSet,
  caller: Caller,
): Promise<ChangeSet> {
  const key = request.idempotencyKey;
  const requestDigest = documentDigest({
    ...request,
    idempotencyKey: undefined,
    changes: request.changes.map(change => ({
      ...change,
      // An agent that acts for somebody else asks for something else: that person is barred from voting.
      onBehalfOf: proposerOf(change, caller).proposer.onBehalfOf,
    })),
  });
  const findRepeated = async () => {
    const earlier =
      key === undefined
        ? undefined
        : await store.read(tx =>
            tx.changeSets.getByIdempotencyKey({
              proposerRef: caller.proposer.ref,
              key,
            }),
          );
    if (earlier && earlier.requestDigest !== requestDigest) {
      throw new ConflictError(
        `The idempotency key '${key}' was used before for another request (change set ${earlier.id}). Use a new key for a new request.`,
      );
    }
    return earlier;
  };
  const repeated = await findRepeated();
  if (repeated) {
    return repeated;
  }
  await demandPlans(planner, request);
  try {
    return await store.transaction(async tx => {
      const set: ChangeSet = {
        id: randomUUID(),
        title: request.title,
        proposerRef: caller.proposer.ref,
        size: request.changes.length,
        ordered: request.ordered,
        stops: request.stopOnFailure,
        createdAtMs: await tx.now(),
        idempotencyKey: key,
        requestDigest,
      };
      await tx.changeSets.insert(set);
      return set;
    });
  } catch (error) {
    // Two requests with one key at once: the other one was first.
    const first = isDatabaseConflictError(error) && (await findRepeated());
    if (first) {
      return first;
    }
    throw error;
  }
}

async function proposeMissing(
  proposing: Proposing,
  setId: string,
  request: CheckedChangeSet,
  caller: Caller,
): Promise<void> {
  const positionsNow = () =>
    proposing.store.read(tx => tx.changeSets.positions(setId));
  const proposed = await positionsNow();
  for (const [index, change] of request.changes.entries()) {
    const position = index + 1;
    if (proposed.has(position)) {
      continue;
    }
    try {
      await namingMember(request, index, () =>
        proposeChange(proposing, {
          request: change,
          ...proposerOf(change, caller),
          inSet: { setId, position },
        }),
      );
    } catch (error) {
      // Two requests with one key at once: the other one was first.
      const isProposed =
        isDatabaseConflictError(error) && (await positionsNow()).has(position);
      if (!isProposed) {
        throw error;
      }
    }
  }
}
