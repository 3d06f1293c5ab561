import { ServiceUnavailableError } from '@backstage/errors';
import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 6;
const FIRST_DELAY_MS = 20;

/** PostgreSQL: serialization_failure and deadlock_detected. SQLite: another process holds the file. */
const CONTENTION_CODES = new Set([
  '40001',
  '40P01',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
  'SQLITE_LOCKED',
]);

/** Runs a transaction again while others are in its way, a few times with growing pauses. */
export async function retryContention<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!isContention(error)) {
        throw error;
      }
      if (attempt === ATTEMPTS) {
        // Without a cause: its text, with the statement, would reach the caller.
        throw new ServiceUnavailableError(
          'The database is busy and did not let Mandate write. Nothing was changed; try again in a moment.',
        );
      }
      await delay(FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    }
  }
}

function isContention(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    CONTENTION_CODES.has(String(error.code))
  );
}
