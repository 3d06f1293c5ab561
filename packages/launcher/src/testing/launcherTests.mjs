import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environment, run } from '../commands.mjs';
import { root } from '../places.mjs';
import { tapCounts } from './counts.mjs';

const LIMIT_MS = 5 * 60_000;

/** The launcher's own tests, by the Node that a person's machine has: it has to work there before ours is fetched. */
export async function runLauncherTests(signal) {
  const source = join(root, 'packages/launcher/src');
  const files = readdirSync(source, { recursive: true })
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => join(source, name));
  const { status, output, file } = await run(
    'launcher',
    process.execPath,
    ['--test', '--test-reporter', 'tap', ...files],
    { signal, timeoutMs: LIMIT_MS, env: environment({ NODE_OPTIONS: '' }) },
  );
  return { ...tapCounts(output, status), log: file };
}
