import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run as runTests } from 'node:test';
import { spec as SpecReporter } from 'node:test/reporters';

/**
 * Shows an embedded cluster in Backstage's own Kubernetes tab, in a browser: `npm run test:kubernetes-tab`. Builds the tab's
 * pages each time, which takes about a minute.
 */
process.env.MANDATE_STATE ??= mkdtempSync(join(tmpdir(), 'mandate-tab-'));

// The launcher reads the state folder's place when it is loaded.
const { startTab } = await import('./startTab.mjs');
const { state } = await import('@mandate/launcher/src/places.mjs');
const { runMain } = await import('@mandate/launcher/src/problem.mjs');

await runMain(async () => {
  const tab = await startTab();
  try {
    mkdirSync(process.env.MANDATE_TEST_ARTIFACTS, { recursive: true });
    let failed = 0;
    const stream = runTests({
      files: [join(import.meta.dirname, 'tab.scenario.mjs')],
    });
    stream.on('test:fail', () => {
      failed += 1;
    });
    for await (const text of stream.compose(new SpecReporter())) {
      process.stdout.write(text);
    }
    return failed > 0 ? 1 : 0;
  } finally {
    await tab.stop();
    rmSync(state, { recursive: true, force: true });
  }
});
