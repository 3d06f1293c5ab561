import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const folder = mkdtempSync(join(tmpdir(), 'mandate-service-'));
after(() => rmSync(folder, { recursive: true, force: true }));
process.env.MANDATE_STATE = folder;
const { startService } = await import('./service.mjs');

const START_MS = 20_000;

test('a service is ready when it says so, and ends when asked', async () => {
  const service = start(
    'polite',
    'console.log("ready"); setInterval(() => {}, 1e3)',
  );
  await service.ready(says(service, 'ready'), START_MS);
  await service.stop();
  assert.equal(await service.ended, 'SIGTERM');
});

test('a service that ends while starting: the end of its log is in the message', async () => {
  const service = start('broken', 'throw new Error("no such database")');
  await assert.rejects(
    service.ready(() => false, START_MS),
    {
      name: 'Problem',
      message: /^The broken ended while starting[\s\S]*no such database/,
    },
  );
});

test('a service that is never ready: the message names the seconds and the log', async () => {
  const service = start('slow', 'setInterval(() => {}, 1e3)');
  await assert.rejects(
    service.ready(() => false, 300),
    {
      name: 'Problem',
      message: `The slow was not ready within 0 seconds. Look into ${service.file}.`,
    },
  );
  await service.stop();
});

test('a killed service has ended when the call answers', async () => {
  const service = start(
    'stubborn',
    'process.on("SIGTERM", () => {}); console.log("ready"); setInterval(() => {}, 1e3)',
  );
  await service.ready(says(service, 'ready'), START_MS);
  await service.kill();
  assert.equal(await service.ended, 'SIGKILL');
});

function start(name, program) {
  return startService({
    name,
    title: `The ${name}`,
    command: process.execPath,
    cwd: folder,
    args: ['--eval', program],
  });
}

function says(service, words) {
  return () => readFileSync(service.file, 'utf8').includes(words);
}
