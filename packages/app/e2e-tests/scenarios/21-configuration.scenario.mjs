import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  deployed,
  get,
  inCatalog,
  waitForChange,
} from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'vouchers';
const RUN_MS = 200_000;

describe('the configuration of a service', () => {
  const browser = useBrowser();

  test('is changed by a form with plan and decision shown first, runs, differs from another environment, and is rolled back', async t => {
    const cluster = openCluster();
    await deployed({ name: NAME, environment: 'staging' });
    await inCatalog(NAME);

    const { page, errors } = await browser.signIn(
      'developer',
      `/catalog/default/component/${NAME}/configuration?environment=staging`,
    );
    await page
      .getByRole('row', { name: /http\.retries 2 Everybody/ })
      .waitFor();
    await screenshots(page, 'configuration-values');

    await page.getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Retries' }).fill('5');
    await dialog
      .getByRole('textbox', { name: 'Reason' })
      .fill('The sale begins');
    const asked = performance.now();
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog
      .getByText(/http\.retries: 2 → 5/)
      .first()
      .waitFor();
    await dialog.getByText(/This will run by itself/).waitFor();
    const shown = performance.now();
    await screenshot(page, 'configuration-plan');
    const proposed = performance.now();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await dialog.getByText(/^Proposed: Change configuration of/).waitFor();
    const decided = performance.now();
    t.diagnostic(
      `form to plan and decision ${ms(
        shown - asked,
      )}, to the decided change ${ms(shown - asked + decided - proposed)}`,
    );
    const changed = await newestChange();
    await waitForChange(changed.id, 'succeeded');
    // The dialog's own cross has the same name.
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    assert.equal(await retriesInCluster(cluster), '5');
    await page
      .getByRole('row', { name: /http\.retries 5 This one alone/ })
      .waitFor({ timeout: RUN_MS });
    await page.getByText('staging: applied').waitFor();

    await page.getByRole('button', { name: 'Edit…' }).click();
    await dialog
      .getByText('Now 5, from instances/staging/vouchers.yaml, instead of 2')
      .waitFor();
    await dialog
      .getByRole('button', { name: 'Retries: Use 2 from global.yaml' })
      .click();
    await dialog.getByText('Goes back to 2, from global.yaml.').waitFor();
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog
      .getByText(/http\.retries: 5 → 2/)
      .first()
      .waitFor();
    await screenshot(page, 'configuration-unset');

    await dialog.getByRole('radio', { name: 'YAML' }).click();
    const editor = dialog.getByRole('textbox', {
      name: 'File instances/staging/vouchers.yaml',
    });
    await editor.press('Control+End');
    await editor.pressSequentially('lo');
    await page.getByRole('option', { name: /^log/ }).click();
    await editor.pressSequentially('level: loud');
    await dialog
      .getByText('Line 4: This must be one of ["debug","info","warn","error"].')
      .waitFor();
    await screenshot(page, 'configuration-yaml');
    await editor.press('Control+k');
    await editor.press('Control+i');
    await page
      .getByRole('tooltip')
      .getByText('What is written to the log.')
      .waitFor();
    await screenshot(page, 'configuration-yaml-hint');
    await editor.press('Escape');
    await page.getByText('What is written to the log.').waitFor({
      state: 'hidden',
    });
    errors.expect(/400 \(Bad Request\).*changes\/simulate/);
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/instances\/staging\/vouchers\.yaml:4:10 log\.level/)
      .waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await page.getByRole('radio', { name: 'Compare' }).click();
    await page.getByRole('row', { name: /http\.retries 5 .* 2/ }).waitFor();
    await screenshots(page, 'configuration-compare');

    await page.getByRole('radio', { name: 'History' }).click();
    await page.getByRole('rowheader', { name: /The sale begins/ }).waitFor();
    await screenshots(page, 'configuration-history');
    await page
      .getByRole('button', { name: /^Roll back to The first version/ })
      .click();
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog
      .getByText(/http\.retries: 5 → 2/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Change it' }).click();
    await dialog.getByText(/^Proposed: Roll configuration of/).waitFor();
    const rolledBack = await newestChange();
    await waitForChange(rolledBack.id, 'succeeded');
    assert.equal(await retriesInCluster(cluster), '2');
  });

  test('is shown as a form and as YAML in dark colours, too', async () => {
    const { page } = await browser.signIn(
      'developer',
      `/catalog/default/component/${NAME}/configuration?environment=staging`,
      { colorScheme: 'dark' },
    );
    await page.getByRole('button', { name: 'Edit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Retries' }).waitFor();
    await screenshot(page, 'configuration-form-dark');
    await dialog.getByRole('button', { name: /For whom/ }).click();
    await page.getByRole('option', { name: 'Everybody' }).click();
    await dialog.getByRole('radio', { name: 'YAML' }).click();
    const editor = dialog.getByRole('textbox', { name: 'File global.yaml' });
    await editor.getByText('What holds for every service').waitFor();
    // On the key, also while the line is not coloured yet and is one element, wider than its text.
    await editor.getByText('retries').hover({ position: { x: 40, y: 8 } });
    await page.getByRole('tooltip').getByText('http.retries').waitFor();
    await screenshot(page, 'configuration-yaml-dark');
  });
});

function ms(duration) {
  return `${Math.round(duration)} ms`;
}

async function newestChange() {
  const { items } = await get(
    'auditor',
    `/api/mandate/changes?entityRef=component:default/${NAME}&kind=change-configuration&limit=1`,
  );
  return items[0];
}

/** What the pods of the service are told, by the cluster itself. */
async function retriesInCluster(cluster) {
  const deployment = await cluster.deployment('shop-staging', NAME);
  const [container] = deployment.spec.template.spec.containers;
  return container.env?.find(({ name }) => name === 'HTTP_RETRIES')?.value;
}
