import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  call,
  deployed,
  eventually,
  get,
  inCatalog,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'lighthouse';
const DEVELOPMENT = '/api/mandate/development/clusters';

describe('breaking the embedded cluster on purpose', () => {
  const browser = useBrowser();

  test('a node is lost, is seen lost there and on the service, and is brought back', async () => {
    await deployed({ name: NAME, environment: 'dev' });
    await inCatalog(NAME);
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

    await page.goto(`/catalog/default/component/${NAME}/live?environment=dev`);
    const pods = page.getByRole('grid', { name: 'Pods in dev' });
    await pods
      .getByRole('row', { name: new RegExp(`Starting.*${node}`) })
      .waitFor();

    await page.goto('/clusters/development');
    await page.getByRole('button', { name: 'Mend everything' }).click();
    await page.getByText('Nothing is broken.').waitFor();
    await row.getByText('Ready', { exact: true }).waitFor();
    await page.goto(`/catalog/default/component/${NAME}/live?environment=dev`);
    await page.getByText(/^(\d+) of \1 pods are ready\.$/).waitFor();
  });

  test('is for the platform only', async () => {
    const { status } = await call('developer', DEVELOPMENT);
    assert.equal(status, 403);
    const { page } = await browser.signIn('developer', '/clusters');
    await page.getByText('1 of 1 cluster is well.').waitFor();
    assert.equal(
      await page.getByRole('link', { name: 'Break it…' }).count(),
      0,
    );
  });
});

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
