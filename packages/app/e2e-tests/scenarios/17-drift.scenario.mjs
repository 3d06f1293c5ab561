import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCluster } from '../fixtures/cluster.mjs';
import { NEXT_IMAGE } from '../fixtures/images.mjs';
import { deployed, inCatalog } from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'catalogue';
/** The detector looks once a minute. */
const FOUND_MS = 150_000;

describe('a workload that somebody changes past the portal', () => {
  const browser = useBrowser();

  test('is told on its page with who did it and what can be done, until it is put right; its releases are there to go back to', async () => {
    const cluster = openCluster();
    await deployed({ name: NAME, environment: 'dev' });
    await deployed({ name: NAME, environment: 'dev', image: NEXT_IMAGE });
    await inCatalog(NAME);
    const before = await cluster.deployment('shop-dev', NAME);
    await cluster.editReplicas('shop-dev', NAME, 4);

    const { page } = await browser.signIn(
      'developer',
      `/catalog/default/component/${NAME}`,
    );
    const drift = page.getByRole('region', { name: 'Drift', exact: true });
    await drift
      .getByRole('row', { name: /spec\.replicas .*kubectl-edit/ })
      .waitFor({ timeout: FOUND_MS });
    const releases = page.getByRole('region', {
      name: 'Releases',
      exact: true,
    });
    await releases.getByText('Newest').waitFor();
    await screenshots(page, 'entity-drift');

    await drift
      .getByRole('button', {
        name: `What to do about Deployment ${NAME}`,
      })
      .click();
    await page.getByRole('menuitem', { name: 'Reapply…' }).click();
    const dialog = page.getByRole('dialog', {
      name: `Bring Deployment ${NAME} back to what was intended`,
    });
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog
      .getByText(/spec\.replicas to/)
      .first()
      .waitFor();
    await screenshot(page, 'propose-reapply');

    await cluster.editReplicas('shop-dev', NAME, before.spec.replicas);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await drift
      .getByText('Everything is as intended')
      .waitFor({ timeout: FOUND_MS });
    const after = await cluster.deployment('shop-dev', NAME);
    assert.equal(after.spec.replicas, before.spec.replicas);
  });
});
