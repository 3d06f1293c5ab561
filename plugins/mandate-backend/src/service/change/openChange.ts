import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { AllowedAction } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type {
  Change,
  ChangeRevision,
  ChangeVote,
} from '../../domain/change/change';
import type { AppliedTransition } from './applyTransition';

/** A change with its newest revision and the votes that stand on it, its row locked. */
export interface OpenChange {
  readonly change: Change;
  readonly revision?: ChangeRevision;
  readonly votes: readonly ChangeVote[];
}

/** Reads and locks a change; throws `NotFoundError` when there is none. */
export async function openChange(
  tx: KernelTransaction,
  id: string,
): Promise<OpenChange> {
  const change = await tx.changes.getForUpdate(id);
  if (!change) {
    throw new NotFoundError(`There is no change ${id}.`);
  }
  const revision = await tx.revisions.get(id, change.revision);
  const votes = revision
    ? await tx.votes.standing({
        changeId: id,
        revision: revision.number,
        digest: revision.digest,
      })
    : [];
  return { change, revision, votes };
}

/** Throws with the reason when an action is not allowed: 403 for who is asking, 409 for when. */
export function demand(
  { allowed, why = 'It is not allowed.' }: AllowedAction,
  refusal: 'not-allowed' | 'conflict',
): void {
  if (!allowed) {
    throw refusal === 'conflict'
      ? new ConflictError(why)
      : new NotAllowedError(why);
  }
}

/** The change after a transition; throws `ConflictError` with the reason when it did not happen. */
export function demandApplied(applied: AppliedTransition): Change {
  switch (applied.type) {
    case 'applied':
      return applied.change;
    case 'refused':
      throw new ConflictError(applied.words);
    default:
      throw new ConflictError(
        'Somebody else changed it at the same moment. Look at it again and repeat what you wanted.',
      );
  }
}
