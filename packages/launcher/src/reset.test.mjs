import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { freePort } from './testing/freePort.mjs';

test('reset removes the state and says how to go on', async context => {
  const state = mkdtempSync(join(tmpdir(), 'mandate-reset-'));
  context.after(() => rmSync(state, { recursive: true, force: true }));
  writeFileSync(join(state, 'cluster.sqlite'), '');
  const { status, stdout } = await reset(state);
  assert.equal(status, 0);
  assert.match(stdout, /Removed .*`npm start` begins with a fresh portal\./);
  assert.equal(existsSync(state), false);
});

test('reset without a state says so', async () => {
  const { status, stdout } = await reset(join(tmpdir(), 'mandate-nowhere'));
  assert.equal(status, 0);
  assert.equal(stdout, 'There is no state to remove.\n');
});

async function reset(state) {
  const env = {
    ...process.env,
    MANDATE_STATE: state,
    MANDATE_PORT: String(await freePort()),
  };
  return spawnSync(
    process.execPath,
    [fileURLToPath(new URL('./reset.mjs', import.meta.url))],
    { env, encoding: 'utf8' },
  );
}
