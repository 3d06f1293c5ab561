import {
  type ActOutcome,
  ClusterRefusedError,
} from '@mandate/plugin-mandate-node';
import { FieldConflictError } from '../cluster/refusal';
import { outcomeOf } from './refusedWords';

/** A rollout's controllers write the status several times a second; each moves the version. */
const MOST_ATTEMPTS = 8;

/** Reads, judges and writes; when the object moved in between, does all of it again, a few times. */
export async function attempt(
  readAndWrite: () => Promise<ActOutcome>,
): Promise<ActOutcome> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await readAndWrite();
    } catch (error) {
      if (!isMoved(error) || attempts === MOST_ATTEMPTS) {
        return outcomeOf(error);
      }
    }
  }
}

function isMoved(error: unknown): boolean {
  return (
    error instanceof ClusterRefusedError &&
    !(error instanceof FieldConflictError) &&
    error.status === 409
  );
}
