import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imageOf, openCluster } from '../fixtures/cluster.mjs';
import { BROKEN_IMAGE } from '../fixtures/images.mjs';
import {
  deployed,
  eventually,
  get,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'reviews';

describe('a deploy whose image never becomes ready', () => {
  const browser = useBrowser();

  test('is undone to the last good state, told to the proposer, and recorded', async () => {
    await deployed({ name: NAME, environment: 'dev' });
    const cluster = openCluster();
    const good = imageOf(await cluster.deployment('shop-dev', NAME));

    const { id } = await propose(
      'developer',
      webService({ name: NAME, environment: 'dev', image: BROKEN_IMAGE }),
    );
    const change = await waitForChange(id, 'undone');
    const deployment = await cluster.deployment('shop-dev', NAME);
    assert.equal(imageOf(deployment), good);
    await eventually(
      async () =>
        (
          await cluster.deployment('shop-dev', NAME)
        )?.status.availableReplicas === 2,
      'both pods of the good image are available',
    );

    const { page } = await browser.signIn('developer', `/changes/${id}`);
    await page.getByText('Undone', { exact: true }).first().waitFor();
    await page
      .getByText('The target is as it was before.', { exact: false })
      .first()
      .waitFor();
    await screenshots(page, 'change-undone');

    const { notifications } = await get(
      'developer',
      '/api/notifications?limit=50',
    );
    assert.ok(
      notifications.some(
        ({ payload }) =>
          payload.link?.endsWith(`/changes/${id}`) &&
          payload.title.includes(change.target.environment),
      ),
      JSON.stringify(notifications.map(({ payload }) => payload)),
    );
    const { items } = await get(
      'auditor',
      `/api/mandate/ledger/entries?changeId=${id}&limit=100`,
    );
    assert.equal(items.find(({ kind }) => kind === 'ended')?.changeId, id);
  });
});
