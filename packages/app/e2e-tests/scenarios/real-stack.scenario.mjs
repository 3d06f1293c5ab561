import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { BROKEN_IMAGE, FIRST_IMAGE, NEXT_IMAGE } from '../fixtures/images.mjs';
import {
  call,
  eventually,
  get,
  inCatalog,
  propose,
} from '../fixtures/portalApi.mjs';

const NAME = 'real-shop';
const NAMESPACE = 'shop-dev';
const SECRET = `${NAME}-credentials`;
const HEAL_MS = 120_000;
const run = promisify(execFile);

/** `MANDATE_STACK_IMAGES=database:tag,cache:tag`, which the node has or can pull. Without them, the template's own. */
const [databaseImage, cacheImage] =
  process.env.MANDATE_STACK_IMAGES?.split(',') ?? [];

describe('a whole stack of real containers', () => {
  const cluster = openCluster();

  test('is provisioned by the portal and verified, with its database and its cache', async t => {
    await cluster.makeNamespace(NAMESPACE);
    await cluster.makeSecret(NAMESPACE, SECRET, {
      'database-password': 'a "quoted" pass\\word',
      'cache-password': 'another "quoted" pass\\word',
    });
    const began = Date.now();
    const { id } = await propose('developer', stack(FIRST_IMAGE));
    await approvedAndDone(id);
    t.diagnostic(`from the form to verified: ${Date.now() - began} ms`);
    const deployment = await cluster.deployment(NAMESPACE, NAME);
    const cache = await cluster.deployment(NAMESPACE, `${NAME}-cache`);
    const database = await cluster.statefulSet(NAMESPACE, `${NAME}-database`);
    assert.equal(deployment.status.readyReplicas, 2);
    assert.equal(cache.status.readyReplicas, 1);
    assert.equal(database.status.readyReplicas, 1);
    await inCatalog(NAME);
  });

  test('answers a query and a command', async () => {
    await query('CREATE TABLE book (title text)');
    await query("INSERT INTO book VALUES ('Emma')");
    assert.equal(await query('SELECT title FROM book'), 'Emma');
    assert.equal(await command('SET greeting hello'), 'OK');
    assert.equal(await command('GET greeting'), 'hello');
  });

  test('demands the password of its cache', async () => {
    const words = await inCache('valkey-cli GET greeting');
    assert.match(words, /NOAUTH/);
  });

  test('heals when the container of the database ends, and has its rows', async () => {
    await inDatabase('kill -INT 1');
    await eventually(
      async () => (await restarts()) > 0,
      'the container was started again',
      HEAL_MS,
    );
    await eventually(
      async () =>
        (await query('SELECT title FROM book').catch(() => '')) === 'Emma',
      'the database answers again',
      HEAL_MS,
    );
  });

  test('is configured', async () => {
    const { id } = await propose('developer', {
      kind: 'configure',
      target: target(),
      input: { env: { set: { GREETING: 'hello' } } },
      reason: 'It shall greet.',
    });
    await approvedAndDone(id);
    const { spec } = await cluster.deployment(NAMESPACE, NAME);
    assert.ok(
      spec.template.spec.containers[0].env.some(
        ({ name, value }) => name === 'GREETING' && value === 'hello',
      ),
    );
  });

  test('gets the next version of its program', async () => {
    const { id } = await propose('developer', stack(NEXT_IMAGE));
    await approvedAndDone(id);
    assert.equal(await image(), NEXT_IMAGE);
    assert.equal(await query('SELECT title FROM book'), 'Emma');
  });

  test('is as before when a new image does not exist', async () => {
    const { status, body } = await call('developer', '/api/mandate/changes', {
      method: 'POST',
      body: stack(BROKEN_IMAGE),
    });
    assert.ok([200, 201].includes(status), JSON.stringify(body));
    await assert.rejects(
      approvedAndDone(body.id, 400_000),
      /rolled|undone|back/i,
    );
    const change = await get('auditor', `/api/mandate/changes/${body.id}`);
    assert.notEqual(change.state, 'succeeded');
    assert.equal(await image(), NEXT_IMAGE);
    assert.equal(await query('SELECT title FROM book'), 'Emma');
  });

  async function image() {
    const { spec } = await cluster.deployment(NAMESPACE, NAME);
    return spec.template.spec.containers[0].image;
  }
});

function stack(image) {
  return {
    kind: 'deploy',
    target: target(),
    input: {
      template: {
        name: 'web-stack',
        parameters: {
          image,
          credentials: SECRET,
          databaseStorage: '1Gi',
          ...(databaseImage && { databaseImage }),
          ...(cacheImage && { cacheImage }),
        },
      },
    },
    reason: 'A stack of real containers.',
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: NAME,
        namespace: 'default',
        annotations: { 'mandate.dev/template': 'web-stack' },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/shop',
        system: 'shop',
      },
    },
  };
}

function target() {
  return { entityRef: `component:default/${NAME}`, environment: 'dev' };
}

function kubectl(...words) {
  return run('kubectl', [
    '--kubeconfig',
    process.env.MANDATE_TEST_CLUSTER,
    '--namespace',
    NAMESPACE,
    ...words,
  ]);
}

async function query(text) {
  return inDatabase(
    `psql --username=app --dbname=app --tuples-only --no-align --command="${text}"`,
  );
}

async function command(words) {
  return inCache(
    `REDISCLI_AUTH="$(cat /run/secrets/valkey/cache-password)" valkey-cli ${words}`,
  );
}

function inDatabase(script) {
  return inContainer(`statefulset/${NAME}-database`, script);
}

function inCache(script) {
  return inContainer(`deployment/${NAME}-cache`, script);
}

async function inContainer(workload, script) {
  const { stdout } = await kubectl('exec', workload, '--', 'sh', '-c', script);
  return stdout.trim();
}

async function restarts() {
  const { stdout } = await kubectl(
    'get',
    `pod/${NAME}-database-0`,
    '--output=jsonpath={.status.containerStatuses[0].restartCount}',
  );
  return Number(stdout);
}
