import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  call,
  eventually,
  get,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'gift-cards';
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

describe('a staged deployment', () => {
  const browser = useBrowser();

  before(() =>
    eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'production');
    }, 'the mandate of production is in force'),
  );

  test('goes from dev to staging to production, and each environment has its own gate', async () => {
    const { body: set, status } = await call(
      'developer',
      '/api/mandate/change-sets',
      {
        method: 'POST',
        body: {
          title: `Deploy ${NAME} to all environments`,
          changes: ENVIRONMENTS.map(environment =>
            webService({
              name: NAME,
              environment,
              reason: 'The first release.',
            }),
          ),
          ordered: true,
          stopOnFailure: true,
        },
      },
    );
    assert.ok([200, 201].includes(status), JSON.stringify(set));
    const [dev, staging, prod] = set.changes;
    assert.deepEqual(
      set.changes.map(({ target }) => target.environment),
      ENVIRONMENTS,
    );
    assert.equal(dev.oversight, 'autonomous');
    assert.equal(prod.oversight, 'approve');

    const inDev = await waitForChange(dev.id, 'succeeded');
    const inStaging = await waitForChange(staging.id, 'succeeded');
    assert.ok(
      Date.parse(inDev.endedAt) <= Date.parse(inStaging.endedAt),
      'staging ends after dev',
    );
    const cluster = openCluster();
    assert.ok(await cluster.deployment('shop-staging', NAME));
    // Nobody has approved production yet.
    assert.equal(await cluster.deployment('shop-prod', NAME), undefined);

    await approvedAndDone(prod.id);
    assert.ok(await cluster.deployment('shop-prod', NAME));
    const { page } = await browser.signIn(
      'developer',
      `/changes/sets/${set.id}`,
    );
    await page.getByText('All 3 succeeded.').waitFor();
    await screenshots(page, 'staged-deployment');
  });

  test('is verified afterwards: what runs keeps the Pod Security level that the template claims', async () => {
    const { items } = await get(
      'developer',
      `/api/mandate/changes?entityRef=component:default/${NAME}`,
    );
    for (const { id } of items) {
      const change = await get('developer', `/api/mandate/changes/${id}`);
      assert.match(
        JSON.stringify(change),
        /All workloads keep the level restricted/,
      );
    }
  });
});
