import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  call,
  eventually,
  get,
  PORTAL_URL,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'loyalty-points';
const UNWELL = 'loyalty-offers';
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

describe('a staged deployment', () => {
  const browser = useBrowser();

  before(() =>
    eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'production');
    }, 'the mandate of production is in force'),
  );

  test('goes from dev to staging to production: each waits for the tests before it, and has its own gate', async () => {
    const set = await proposeSet(NAME);
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

    const inProd = await approvedAndDone(prod.id);
    assert.ok(await cluster.deployment('shop-prod', NAME));
    for (const { checks } of [inDev, inStaging, inProd]) {
      const words = checks.map(check => check.words);
      assert.ok(words.includes('GET / answered 200.'), words.join('\n'));
      assert.ok(
        words.includes('All workloads keep the level restricted.'),
        words.join('\n'),
      );
    }
    const { page } = await browser.signIn(
      'developer',
      `/changes/sets/${set.id}`,
    );
    await page.getByText('All 3 succeeded.').waitFor();
    await screenshots(page, 'staged-deployment');
    await page.goto(`${PORTAL_URL}/changes/${staging.id}`);
    await page
      .getByText(`Test page: Service ${NAME} answers as it should`)
      .first()
      .waitFor();
    await screenshots(page, 'staged-deployment-tests');
  });

  test('stops where a test fails: production stays as it was, and staging is as before', async () => {
    const set = await proposeSet(UNWELL, {
      // Its pods are ready all the same: only the test tells.
      staging: { variables: { ERROR_RATE: '1' } },
    });
    const [dev, staging, prod] = set.changes;
    await waitForChange(dev.id, 'succeeded');
    const inStaging = await waitForChange(staging.id, 'undone');
    const failed = inStaging.checks.find(({ status }) => status === 'failing');
    assert.equal(
      failed.words,
      'GET / should answer 200, but answered 500.',
      JSON.stringify(inStaging.checks),
    );
    await waitForChange(prod.id, ['cancelled', 'withdrawn']);
    const cluster = openCluster();
    assert.equal(await cluster.deployment('shop-staging', UNWELL), undefined);
    assert.equal(await cluster.deployment('shop-prod', UNWELL), undefined);

    const { page } = await browser.signIn(
      'developer',
      `/changes/sets/${set.id}`,
    );
    await page
      .getByText(/what had not started was cancelled/)
      .first()
      .waitFor();
    await page.goto(`${PORTAL_URL}/changes/${staging.id}`);
    await page.getByText(failed.words).first().waitFor();
    await screenshots(page, 'staged-deployment-test-failed');
  });
});

async function proposeSet(name, parameters = {}) {
  const { body, status } = await call('developer', '/api/mandate/change-sets', {
    method: 'POST',
    body: {
      title: `Deploy ${name} to all environments`,
      changes: ENVIRONMENTS.map(environment =>
        webService({
          name,
          environment,
          reason: 'The first release.',
          ...parameters[environment],
        }),
      ),
      ordered: true,
      stopOnFailure: true,
    },
  });
  assert.ok([200, 201].includes(status), JSON.stringify(body));
  return body;
}
