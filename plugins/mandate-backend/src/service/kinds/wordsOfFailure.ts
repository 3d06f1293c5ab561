import { isError } from '@backstage/errors';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';

/** Names of errors whose words are made for people: Backstage's own, and those of time limits and interruptions. */
const FOR_PEOPLE: readonly string[] = [
  'AbortError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
  'TimeoutError',
];

/** Whether an error of a change kind is an answer, and not a fault that somebody has to look into. */
export function isAnswer(error: unknown): error is Error {
  return (
    error instanceof ClusterUnavailableError ||
    error instanceof ClusterRefusedError ||
    (isError(error) && FOR_PEOPLE.includes(error.name))
  );
}

/**
 * What may be shown and recorded of what a change kind threw. Other errors may say what a client library knows, such as
 * a token in an address: their words go to the log alone (I12).
 */
export function wordsOfFailure(error: unknown, kind: string): string {
  return isAnswer(error)
    ? error.message
    : `The change kind '${kind}' failed in a way that it does not foresee. Whoever runs the portal finds the reason in its log.`;
}
