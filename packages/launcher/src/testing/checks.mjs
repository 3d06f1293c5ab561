import { join } from 'node:path';
import { environment, lastLines, run } from '../commands.mjs';
import { node, root } from '../places.mjs';

const LIMIT_MS = 10 * 60_000;

/**
 * Runs a tool that either agrees or complains: one test.
 *
 * @param {string} name of the log file
 * @param {string[]} command a tool in `node_modules/.bin` and its arguments
 * @param {AbortSignal} signal
 */
export async function runChecks(name, [tool, ...args], signal) {
  const { status, output, file } = await run(
    name,
    node,
    [join(root, 'node_modules/.bin', tool), ...args],
    {
      signal,
      timeoutMs: LIMIT_MS,
      env: environment({ CI: 'true', NODE_OPTIONS: '' }),
    },
  );
  return status === 0
    ? { passed: 1, failed: 0, skipped: 0 }
    : {
        passed: 0,
        failed: 1,
        skipped: 0,
        log: file,
        words: lastLines(output, 30),
      };
}
