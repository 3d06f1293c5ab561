import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec as SpecReporter } from 'node:test/reporters';
import { parseArgs } from 'node:util';

const REASON_LENGTH = 1_500;

/**
 * Runs the browser scenarios on a portal and an embedded cluster of their own:
 *
 *     node packages/app/e2e-tests/run.mjs [--results FILE] [--skip NAME]… [NAME…]
 *
 * A name is the beginning of a file in `scenarios`. Those that begin with `real-` need a node with real containers and
 * run by name only. Screenshots are in `test-artifacts`.
 */
const { values, positionals } = parseArgs({
  options: {
    results: { type: 'string' },
    skip: { type: 'string', multiple: true, default: [] },
  },
  allowPositionals: true,
});
process.env.MANDATE_STATE ??= mkdtempSync(join(tmpdir(), 'mandate-browser-'));

// The launcher reads the state folder's place when it is loaded.
const { startScenarioPortal } = await import('./fixtures/scenarioPortal.mjs');
const { runMain } = await import('@mandate/launcher/src/problem.mjs');

await runMain(async () => {
  const portal = await startScenarioPortal();
  try {
    // It reads where the portal is when it is loaded.
    const { examplesInForce } = await import('./fixtures/examplesInForce.mjs');
    await examplesInForce();
    const counts = await runScenarios(scenarioFiles(positionals, values.skip));
    if (values.results) {
      writeFileSync(values.results, JSON.stringify(counts));
    }
    return counts.failed > 0 ? 1 : 0;
  } finally {
    await portal.stop();
  }
});

function scenarioFiles(names, skipped) {
  const folder = join(import.meta.dirname, 'scenarios');
  return readdirSync(folder)
    .filter(file => file.endsWith('.scenario.mjs'))
    .filter(file =>
      names.length === 0
        ? !file.startsWith('real-')
        : names.some(name => file.startsWith(name)),
    )
    .filter(file => !skipped.some(name => file.startsWith(name)))
    .sort()
    .map(file => join(folder, file));
}

/** Runs files one after the other, prints each test, answers the counts and the names of those that failed. */
async function runScenarios(files) {
  mkdirSync(process.env.MANDATE_TEST_ARTIFACTS, { recursive: true });
  const counts = { passed: 0, failed: 0, skipped: 0, words: '' };
  const stream = run({ files, concurrency: false });
  stream.on('test:pass', ({ skip, details }) => {
    if (details.type !== 'suite') {
      counts[skip === undefined ? 'passed' : 'skipped'] += 1;
    }
  });
  stream.on('test:fail', ({ name, details, file }) => {
    if (details.type !== 'suite') {
      counts.failed += 1;
      counts.words += `${file}: ${name}\n${reason(details.error)}\n`;
    }
  });
  for await (const text of stream.compose(new SpecReporter())) {
    process.stdout.write(text);
  }
  return counts;
}

/** Why a test failed, for a summary whose reader may not have the log: what was expected, and the scenario's line. */
function reason(error) {
  const { message, stack = '' } = error.cause ?? error;
  const line = stack.split('\n').find(text => text.includes('.scenario.mjs'));
  return `${message}\n${line ?? ''}`.slice(0, REASON_LENGTH);
}
