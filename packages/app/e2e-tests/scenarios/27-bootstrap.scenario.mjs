import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  chooseEntity,
  chooseEnvironment,
  sendForm,
} from '../fixtures/createForm.mjs';
import { formIsThere, get } from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const CLUSTER = 'partner-cluster';
const ENVIRONMENT = 'partner';

describe('a bare cluster', () => {
  const browser = useBrowser();

  test('is prepared from a form: planned, decided by people, run part by part, verified', async () => {
    await formIsThere('prepare-cluster');
    const { page } = await browser.signIn(
      'developer',
      '/create/templates/default/prepare-cluster',
    );
    await page.getByRole('textbox', { name: /^Name/ }).fill(CLUSTER);
    await chooseEntity(page, /^Owner/, 'Platform');
    await chooseEnvironment(page, 'Development');
    await page
      .getByRole('textbox', { name: /^Why/ })
      .fill('The partner gets a cluster of its own.');
    await page.getByText('Prepare a cluster', { exact: true }).last().waitFor();
    await page.getByText('Asks people').waitFor();
    await screenshots(page, 'bootstrap-about');
    await page.getByRole('button', { name: 'Next' }).click();
    await chooseFoundation(page);
    await screenshot(page, 'bootstrap-foundation');
    const id = await sendForm(page);

    const waiting = await get('developer', `/api/mandate/changes/${id}`);
    assert.equal(waiting.oversight, 'approve');
    assert.equal(waiting.state, 'awaiting-approval');
    await page.getByText('Waiting for approval').first().waitFor();
    await page
      .getByText(/^Namespaces: \d+ objects/)
      .first()
      .waitFor();
    await screenshots(page, 'bootstrap-awaits-approval');

    const done = await approvedAndDone(id, 400_000);
    await page.getByText('Succeeded').first().waitFor();
    for (const part of [
      'Namespaces',
      'Accounts and rights',
      'Policies',
      'Networks',
      'Quotas and limits',
      'Monitoring',
    ]) {
      await page
        .getByText(new RegExp(`^${part}: \\d+ object`))
        .first()
        .waitFor();
    }
    await screenshots(page, 'bootstrap-succeeded');
    assert.deepEqual(
      done.checks.filter(({ status }) => status !== 'passing'),
      [],
    );
    const cluster = openCluster();
    for (const name of [`application-${ENVIRONMENT}`, `data-${ENVIRONMENT}`]) {
      const { metadata } = await cluster.namespace(name);
      assert.equal(
        metadata.labels['pod-security.kubernetes.io/enforce'],
        'restricted',
      );
    }
    const grafana = await cluster.deployment('monitoring', 'grafana');
    assert.equal(grafana.status.availableReplicas, 1);
  });
});

/** One environment, two of the functions, and all the rest. */
async function chooseFoundation(page) {
  const remove = page.getByRole('button', { name: 'Remove' });
  await remove.last().click();
  await remove.last().click();
  await page.getByRole('textbox', { name: /^Environment/ }).fill(ENVIRONMENT);
  for (const name of ['edge', 'integration', 'utility']) {
    await page.getByRole('checkbox', { name }).uncheck();
  }
}
