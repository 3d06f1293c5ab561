import {
  type ActOutcome,
  ClusterRefusedError,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';
import { FieldConflictError } from '../cluster/refusal';

/** What a failed write comes to: not now, or never. Errors that are not the cluster's are thrown on. */
export function outcomeOf(error: unknown): ActOutcome {
  if (error instanceof ClusterUnavailableError) {
    return { type: 'retry', words: error.message };
  }
  if (error instanceof FieldConflictError) {
    return { type: 'refused', words: conflictWords(error) };
  }
  if (error instanceof ClusterRefusedError) {
    // 409: the object moved between our reading and writing it; reading again tells whether that matters.
    return [409, 429].includes(error.status)
      ? { type: 'retry', words: error.message }
      : { type: 'refused', words: error.message };
  }
  throw error;
}

/** Names the managers that own the fields, and says what one can do. */
export function conflictWords(error: FieldConflictError): string {
  const owners = error.conflicts
    .slice(0, 5)
    .map(({ manager, field }) => `${field} belongs to ${manager}`)
    .join('; ');
  const more =
    error.conflicts.length > 5
      ? ` (and ${error.conflicts.length - 5} more)`
      : '';
  return `Somebody else manages fields that this change would set: ${owners}${more}. Change them there, or propose a change that says it takes them over.`;
}
