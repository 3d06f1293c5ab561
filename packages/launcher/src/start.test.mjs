import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort } from './testing/freePort.mjs';
import { temporaryCheckout } from './testing/temporaryCheckout.mjs';

test('a port in use: it says which one and how to choose another', async context => {
  const port = await listen(context);
  const { status, stderr } = await launch(context, temporaryCheckout(context), {
    MANDATE_PORT: String(port),
  });
  assert.equal(status, 1);
  assert.equal(
    stderr.trim(),
    `Port ${port} is in use. End what uses it (perhaps another \`npm start\`), or choose another one: MANDATE_PORT=${
      port + 10
    } npm start`,
  );
});

test('a port that is none: it says what to give', async context => {
  const { status, stderr } = await launch(context, temporaryCheckout(context), {
    MANDATE_PORT: '70000',
  });
  assert.equal(status, 1);
  assert.equal(
    stderr.trim(),
    "MANDATE_PORT is '70000'. Give a port number between 1 and 65535.",
  );
});

test('a kubeconfig that is not there: it names the file and both ways out', async context => {
  const { status, stderr } = await launch(context, temporaryCheckout(context), {
    MANDATE_KUBECONFIG: '/nowhere/kubeconfig',
  });
  assert.equal(status, 1);
  assert.equal(
    stderr.trim(),
    'MANDATE_KUBECONFIG names /nowhere/kubeconfig, and there is no such file. Correct it, or unset it to use the embedded cluster.',
  );
});

test('no registry for Node and Yarn: it says what to check', async context => {
  const { status, stderr } = await launch(context, temporaryCheckout(context), {
    npm_config_registry: `http://127.0.0.1:${await freePort()}`,
    npm_config_fetch_retries: '0',
    npm_config_cache: temporaryFolder(context),
  });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^\s*Node and Yarn could not be fetched: the npm registry does not answer\. Check your network or proxy/,
  );
});

test('no registry for the dependencies: it says what to check', async context => {
  const checkout = temporaryCheckout(context, {
    withTools: true,
    files: {
      'package.json': JSON.stringify({
        name: 'root',
        dependencies: { 'left-pad': '1.3.0' },
      }),
      '.yarnrc.yml':
        'nodeLinker: node-modules\nenableTelemetry: false\nenableImmutableInstalls: false\n',
      'yarn.lock': '',
    },
  });
  const { status, stderr } = await launch(context, checkout, {
    YARN_NPM_REGISTRY_SERVER: `http://127.0.0.1:${await freePort()}`,
    YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    YARN_HTTP_RETRY: '0',
    YARN_GLOBAL_FOLDER: temporaryFolder(context),
  });
  assert.equal(status, 1);
  assert.match(
    stderr,
    /^\s*The dependencies could not be installed: the npm registry does not answer\. Check your network or proxy/,
  );
});

/** Runs `npm start`'s script and waits for its end. */
async function launch(context, checkout, variables) {
  const child = spawn(
    process.execPath,
    [join(checkout, 'packages/launcher/src/start.mjs')],
    {
      env: {
        ...process.env,
        MANDATE_STATE: temporaryFolder(context),
        MANDATE_PORT: String(await freePort()),
        ...variables,
      },
      timeout: 60_000,
    },
  );
  let stderr = '';
  child.stderr.on('data', data => {
    stderr += data;
  });
  const status = await new Promise(done => {
    child.on('close', done);
  });
  return { status, stderr };
}

function temporaryFolder(context) {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-launcher-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Listens on a port for the length of a test. */
async function listen(context) {
  const server = createServer();
  await new Promise(done => {
    server.listen(0, '127.0.0.1', done);
  });
  context.after(() => server.close());
  return server.address().port;
}
