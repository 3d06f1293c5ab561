import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Tests never touch the portal somebody works with: everything below reads these when it is loaded.
process.env.MANDATE_STATE = mkdtempSync(join(tmpdir(), 'mandate-test-'));
delete process.env.MANDATE_PORT;
delete process.env.MANDATE_KUBECONFIG;

const { runMain } = await import('./problem.mjs');
const { runTests } = await import('./testing/runTests.mjs');

/** `npm test [-- --only NAMES | --skip NAMES]`: runs everything and ends with a summary. */
await runMain(() => runTests(process.argv.slice(2)));
