import { errorStatus } from './errorMessage';

const FIRST_MS = 5_000;
const LONGEST_MS = 30_000;
/** Refused for now only: a session that is renewed, a time-out, too early, too many at once. */
const PASSING = new Set([401, 408, 425, 429]);

/**
 * After how long to ask again after so many failures in a row: twice as long each time. `undefined` when the answer was a
 * refusal, which asking again does not change.
 */
export function retryAfterMs(
  error: unknown,
  failures: number,
): number | undefined {
  const status = errorStatus(error);
  const refused =
    status !== undefined &&
    status >= 400 &&
    status < 500 &&
    !PASSING.has(status);
  return refused
    ? undefined
    : Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
}
