import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imageOf, openCluster } from '../fixtures/cluster.mjs';
import { chooseEntity } from '../fixtures/createForm.mjs';
import { FIRST_IMAGE } from '../fixtures/images.mjs';
import { get, inCatalog, waitForChange } from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'price-list';

describe('from a template to a running service', () => {
  const browser = useBrowser();

  test('Create offers the approved templates', async () => {
    const { page } = await browser.signIn('developer', '/create');
    for (const title of [
      'Web service',
      'Node.js service',
      'PostgreSQL database',
    ]) {
      await page.getByText(title, { exact: true }).first().waitFor();
    }
    await screenshots(page, 'create');
  });

  test('the form refuses a name that no Kubernetes object can have', async () => {
    const { page, errors } = await openForm();
    errors.expect(/^Form validation failed/);
    await fillAbout(page, 'Price List!');
    await page.getByRole('button', { name: 'Next' }).click();
    await page
      .getByText(/must match pattern/)
      .first()
      .waitFor();
    await screenshot(page, 'create-bad-name');
  });

  test('in dev the change runs by itself, and its objects, its entity and its entries are there', async () => {
    const { page } = await openForm();
    await fillAbout(page, NAME);
    await page.getByText('Runs by itself').waitFor();
    await page.getByText(/5 pods/).waitFor();
    await screenshot(page, 'create-environment-limits');

    const next = page.getByRole('button', { name: 'Next' });
    await next.click();
    await next.click();
    await page
      .getByRole('textbox', { name: /^Container image/ })
      .fill(FIRST_IMAGE);
    await next.click();
    await page.getByRole('button', { name: 'Review' }).click();
    await page.getByRole('button', { name: 'Create' }).click();
    const openChange = page.getByRole('link', { name: 'Open the change' });
    await openChange.waitFor();
    await screenshots(page, 'create-result');
    await openChange.click();
    await page.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    await page.getByText('Succeeded').first().waitFor({ timeout: 90_000 });
    await screenshots(page, 'change-succeeded');

    const id = page.url().split('/').pop();
    const change = await waitForChange(id, 'succeeded');
    assert.equal(change.oversight, 'autonomous');
    await checkObjects();
    await inCatalog(NAME);
    await checkEntries(id);
  });

  /** The form of the web service, reached by Create as a person would. */
  async function openForm() {
    const visited = await browser.signIn('developer', '/create');
    const { page } = visited;
    await page.getByText('Web service', { exact: true }).first().waitFor();
    await page.goto('/create/templates/default/web-service');
    await page.getByRole('textbox', { name: /^Name/ }).waitFor();
    return visited;
  }
});

async function fillAbout(page, name) {
  await page.getByRole('textbox', { name: /^Name/ }).fill(name);
  await chooseEntity(page, /^Owner/, 'Shop');
  await chooseEntity(page, /^System/, 'Shop');
  await page.getByRole('button', { name: /Environment/ }).click();
  await page.getByRole('option', { name: /^Development/ }).click();
}

async function checkObjects() {
  const cluster = openCluster();
  const deployment = await cluster.deployment('shop-dev', NAME);
  assert.equal(deployment?.status.availableReplicas, 2);
  assert.equal(imageOf(deployment), FIRST_IMAGE);
  assert.ok(await cluster.service('shop-dev', NAME));
  const maps = await cluster.configMaps('shop-dev');
  assert.ok(maps.some(map => map.metadata.name.startsWith(NAME)));
}

/** Every fact of the flow is in the ledger, in its order. */
async function checkEntries(changeId) {
  const { items } = await get(
    'auditor',
    `/api/mandate/ledger/entries?changeId=${changeId}&limit=100`,
  );
  const kinds = items
    .sort((a, b) => a.index - b.index)
    .map(entry => entry.kind)
    // Who looked at the change meanwhile is recorded too.
    .filter(kind => kind !== 'read-of-evidence');
  for (const kind of [
    'proposed',
    'planned',
    'assessed',
    'decided',
    'gate-passed',
    'step-intended',
    'step-observed',
    'verified',
  ]) {
    assert.ok(kinds.includes(kind), `${kind} is among ${kinds.join(', ')}`);
  }
  assert.equal(kinds[0], 'proposed');
  assert.deepEqual(kinds.slice(-2), ['verified', 'ended']);
}
