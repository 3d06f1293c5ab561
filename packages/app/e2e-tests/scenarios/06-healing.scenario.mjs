import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imageOf, openCluster } from '../fixtures/cluster.mjs';
import { NEXT_IMAGE, RUNS_CONTAINERS } from '../fixtures/images.mjs';
import {
  deployed,
  eventually,
  get,
  inCatalog,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'search';
const REF = `component:default/${NAME}`;
const HEALED_MS = RUNS_CONTAINERS ? 900_000 : 300_000;
/** Longer than a verification, shorter than what counts as a run. */
const CRASH_AFTER_S = '60';

describe('a running workload that starts to crash', () => {
  const browser = useBrowser();

  test('is found, restarted, rolled back when that does not help, and the timeline tells it', async () => {
    const cluster = openCluster();
    await deployed({ name: NAME, environment: 'dev' });
    const good = imageOf(await cluster.deployment('shop-dev', NAME));
    await deployed({
      name: NAME,
      environment: 'dev',
      image: NEXT_IMAGE,
      ...(RUNS_CONTAINERS && { variables: { CRASH_AFTER_S } }),
    });
    await inCatalog(NAME);
    if (!RUNS_CONTAINERS) {
      await cluster.makeFail('shop-dev', NAME, 'crash-loop-until-rollback');
    }

    const { page } = await browser.signIn(
      'developer',
      `/catalog/default/component/${NAME}`,
    );
    const activity = page.getByRole('list', { name: 'Activity' });
    await eventually(
      async () => (await healingChanges()).some(endedWell('rollback')),
      'a rollback that a remedy proposed has succeeded',
      HEALED_MS,
    );
    assert.equal(imageOf(await cluster.deployment('shop-dev', NAME)), good);
    const changes = await healingChanges();
    assert.ok(
      changes.some(({ kind }) => kind === 'restart'),
      'a restart was tried first',
    );
    assert.ok(changes.every(({ oversight }) => oversight === 'autonomous'));

    await activity.waitFor();
    await screenshots(page, 'entity-healed');
    await page.goto(`/catalog/default/component/${NAME}/activity`);
    await activity.waitFor();
    await screenshots(page, 'activity');
    for (const words of [/crash/i, ...changes.map(({ title }) => title)]) {
      await eventually(async () => {
        if (await activity.getByText(words).first().isVisible()) {
          return true;
        }
        await page.getByRole('button', { name: 'Show earlier' }).click();
        return false;
      }, `the activity tells ${words}`);
    }

    const { items } = await get(
      'auditor',
      `/api/mandate/findings?entityRef=${REF}`,
    );
    assert.ok(items.length > 0);
    await eventually(async () => {
      const open = await get(
        'auditor',
        `/api/mandate/findings?entityRef=${REF}&state=open`,
      );
      return open.items.length === 0;
    }, 'the finding is resolved');
  });
});

/** The changes that remedies proposed for it. */
async function healingChanges() {
  const { items } = await get(
    'auditor',
    `/api/mandate/changes?entityRef=${REF}&limit=100`,
  );
  return items.filter(({ findingId }) => findingId);
}

function endedWell(kind) {
  return change => change.kind === kind && change.state === 'succeeded';
}
