import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, lastLines, run } from '../commands.mjs';
import { logs, node, root, state } from '../places.mjs';
import { ensurePagesBuilt } from '../portalBuild.mjs';
import { readSettings } from '../settings.mjs';
import { addCounts } from './counts.mjs';

const LIMIT_MS = 28 * 60_000;

/** About half of the time is theirs: they wait for deploys in several environments, one after the other. */
const LONG_SCENARIOS = ['22', '23', '24', '25'];

/** The scenarios in real browsers, side by side on two portals, each with an embedded cluster of its own. */
export async function runBrowserScenarios(signal) {
  // Both portals serve the same pages, so that they are built before.
  await ensurePagesBuilt(readSettings().variables);
  const others = LONG_SCENARIOS.flatMap(name => ['--skip', name]);
  const [first, second] = await Promise.all([
    runOnPortal('browser', others, signal),
    runOnPortal('browser-long', LONG_SCENARIOS, signal),
  ]);
  return addCounts(first, second);
}

async function runOnPortal(name, chosen, signal) {
  const own = join(state, name);
  const results = join(logs, `${name}.json`);
  mkdirSync(own, { recursive: true });
  const { output, file } = await run(
    name,
    node,
    [
      join(root, 'packages/app/e2e-tests/run.mjs'),
      ...['--results', results],
      ...chosen,
    ],
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
