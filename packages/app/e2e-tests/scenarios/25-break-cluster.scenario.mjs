import assert from 'node:assert/strict';
import { afterEach, before, describe, test } from 'node:test';
import { NEXT_IMAGE } from '../fixtures/images.mjs';
import {
  call,
  deployed,
  eventually,
  get,
  inCatalog,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'lighthouse';
const DEVELOPMENT = '/api/mandate/development/clusters';
/** What follows a cluster tries again less and less often while it is broken. */
const RECOVERY_MS = 150_000;
const LIVE = `/catalog/default/component/${NAME}/live?environment=dev`;

describe('breaking the embedded cluster on purpose', () => {
  const browser = useBrowser();
  before(async () => {
    await deployed({ name: NAME, environment: 'dev' });
    await inCatalog(NAME);
  });
  // What one test leaves broken when it fails is not the next one's.
  afterEach(async () => {
    const { items } = await get('platform-engineer', DEVELOPMENT);
    for (const { name } of items) {
      await call('platform-engineer', `${DEVELOPMENT}/${name}/faults`, {
        method: 'PUT',
        body: {},
      });
    }
  });

  test('a node is lost, is seen lost there and on the service, and is brought back', async () => {
    const node = await nodeOf(NAME);
    const { page } = await browser.signIn('platform-engineer', '/clusters');
    await page.getByRole('link', { name: 'Break it…' }).click();
    await page.getByText('Nothing is broken.').waitFor();
    await screenshots(page, 'break-cluster-whole');

    const lose = page.getByRole('button', { name: `Lose node ${node}` });
    await lose.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 thing is broken.').waitFor();
    const row = page.getByRole('row', { name: new RegExp(`^${node}`) });
    await row.getByText('Lost', { exact: true }).waitFor();
    await row.getByText('Lost on purpose').waitFor();
    await screenshots(page, 'break-cluster-node-lost');

    await page.goto(LIVE);
    const pods = page.getByRole('grid', { name: 'Pods in dev' });
    await pods
      .getByRole('row', { name: new RegExp(`Starting.*${node}`) })
      .waitFor();

    await mendEverything(page);
    await row.getByText('Ready', { exact: true }).waitFor();
    await isWell(page);
  });

  test('slow answers, refused requests and cut watches are told, and it is well again afterwards', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      '/clusters/development',
    );
    await breakThese(page, ['Dropped watches', 'Slow answers']);
    await page.goto('/clusters');
    await page
      .getByRole('definition')
      .filter({ hasText: /^2,?\d{3} ms$/ })
      .waitFor();
    // Between two cuts what is shown is live again.
    await page.goto(LIVE);
    await page
      .getByText('Live', { exact: true })
      .last()
      .waitFor({ timeout: RECOVERY_MS });

    await page.goto('/clusters/development');
    await page.getByRole('button', { name: 'Mend: Slow answers' }).click();
    await breakThese(page, ['Too many requests']);
    await page.goto('/clusters');
    // Where a question got through it is of the cluster, where its retries ran out it is of a kind that is followed.
    await page
      .getByText(/too many (requests|\(429\))/)
      .first()
      .waitFor();
    await screenshots(page, 'clusters-too-many-requests');
    await mendEverything(page);
    await isWell(page);
  });

  test('a storm of errors is told in the words of the cluster, where it is looked at and where something is proposed', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      '/clusters/development',
    );
    await breakThese(page, ['Storm of errors']);
    await screenshots(page, 'break-cluster-storm');
    await page.goto('/clusters');
    await page.getByText('0 of 1 cluster is well.').waitFor();
    // It stands twice where what is kept of the kinds is behind, too.
    await page
      .getByText(/answered 500: Internal error occurred: broken on purpose\./)
      .first()
      .waitFor();
    await screenshots(page, 'clusters-storm');
    const { status, body } = await call('developer', '/api/mandate/changes', {
      method: 'POST',
      body: {
        kind: 'scale',
        target: { entityRef: `component:default/${NAME}`, environment: 'dev' },
        input: { replicas: 3 },
        reason: 'There is a storm',
      },
    });
    assert.equal(status, 503);
    assert.match(
      body.error.message,
      /nothing was stored\. Its API server answered 500/,
    );
    await mendEverything(page);
    await isWell(page);
  });

  test('a deploy in flight whose image cannot be pulled says so, and is undone', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      '/clusters/development',
    );
    await breakThese(page, ['Images cannot be pulled', 'Slow start']);
    const { id } = await propose(
      'developer',
      webService({ name: NAME, environment: 'dev', image: NEXT_IMAGE }),
    );
    await page.goto(LIVE);
    await page
      .getByRole('grid', { name: 'Pods in dev' })
      .getByText(/ImagePull/)
      .first()
      .waitFor();
    await screenshots(page, 'live-image-not-pulled');
    await waitForChange(id, 'undone');
    await page.goto(`/changes/${id}`);
    await page.getByText('Undone', { exact: true }).first().waitFor();
    // A pull that failed and the pause behind it alternate; either is told.
    await page
      .getByText(/ErrImagePull|ImagePullBackOff/)
      .first()
      .waitFor();
    await screenshots(page, 'change-image-not-pulled');

    await mendEverything(page);
    await isWell(page);
  });

  test('is for the platform only', async () => {
    const { status } = await call('developer', DEVELOPMENT);
    assert.equal(status, 403);
    const { page } = await browser.signIn('developer', '/clusters');
    await page
      .getByText('1 of 1 cluster is well.')
      .waitFor({ timeout: RECOVERY_MS });
    assert.equal(
      await page.getByRole('link', { name: 'Break it…' }).count(),
      0,
    );
  });
});

/** Breaks one thing after the other, by their buttons. */
async function breakThese(page, names) {
  for (const name of names) {
    await page.getByRole('button', { name: `Break: ${name}` }).click();
    await page.getByRole('button', { name: `Mend: ${name}` }).waitFor();
  }
}

async function mendEverything(page) {
  await page.goto('/clusters/development');
  await page.getByRole('button', { name: 'Mend everything' }).click();
  await page.getByText('Nothing is broken.').waitFor();
}

/** The service runs, and is seen live. */
async function isWell(page) {
  await page.goto(LIVE);
  await page
    .getByText(/^(\d+) of \1 pods are ready\.$/)
    .waitFor({ timeout: RECOVERY_MS });
  await page
    .getByText('Live', { exact: true })
    .last()
    .waitFor({ timeout: RECOVERY_MS });
}

/** The node of one of a service's pods. */
async function nodeOf(name) {
  let node;
  await eventually(async () => {
    const { items } = await get('platform-engineer', DEVELOPMENT);
    const pod = items[0].sight.pods.find(it => it.name.startsWith(name));
    node = pod?.node;
    return Boolean(node);
  }, `a pod of ${name} has a node`);
  return node;
}
