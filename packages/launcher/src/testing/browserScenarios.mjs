import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, lastLines, run } from '../commands.mjs';
import { logs, node, root, state } from '../places.mjs';

const LIMIT_MS = 28 * 60_000;

/** The scenarios in a real browser on a portal and an embedded cluster of their own. */
export async function runBrowserScenarios(signal) {
  const own = join(state, 'browser');
  const results = join(logs, 'browser.json');
  mkdirSync(own, { recursive: true });
  const { output, file } = await run(
    'browser',
    node,
    [join(root, 'packages/app/e2e-tests/run.mjs'), '--results', results],
    {
      signal,
      timeoutMs: LIMIT_MS,
      env: environment({ MANDATE_STATE: own, NODE_OPTIONS: '' }),
    },
  );
  if (!existsSync(results)) {
    return {
      passed: 0,
      failed: 1,
      skipped: 0,
      log: file,
      words: lastLines(output),
    };
  }
  return { ...JSON.parse(readFileSync(results, 'utf8')), log: file };
}
