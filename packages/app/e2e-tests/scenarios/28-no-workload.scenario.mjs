import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  chooseEntity,
  chooseEnvironment,
  sendForm,
} from '../fixtures/createForm.mjs';
import {
  formIsThere,
  get,
  inCatalog,
  propose,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const TEMPLATE = 'resource-configuration';
const NAME = 'courier-quotas';
/** It belongs to no system, so it has a namespace of its own, and nothing else feels its quotas. */
const NAMESPACE = `${NAME}-dev`;
const PAGE = `/catalog/default/component/${NAME}`;
const TEXT = join(
  import.meta.dirname,
  '../../../../examples/templates',
  TEMPLATE,
  'template.yaml',
);
/** The detector of drift looks once a minute, and the machine may be busy. */
const FOUND_MS = 180_000;

describe('a template without a workload', () => {
  const browser = useBrowser();
  const cluster = openCluster();

  test('is created from its form, runs, and its page says that nothing runs of it', async () => {
    await formIsThere(TEMPLATE);
    const { page } = await browser.signIn(
      'developer',
      `/create/templates/default/${TEMPLATE}`,
    );
    await page.getByRole('textbox', { name: /^Name/ }).fill(NAME);
    await chooseEntity(page, /^Owner/, 'Shop');
    await chooseEnvironment(page, 'Development');
    await approvedAndDone(await sendForm(page));
    await page.getByText('Succeeded').first().waitFor();
    await screenshots(page, 'no-workload-change');
    const quota = await cluster.quota(NAMESPACE, NAME);
    assert.equal(quota.spec.hard.pods, '50');

    await inCatalog(NAME);
    await page.goto(PAGE);
    const card = name => page.getByRole('region', { name, exact: true });
    await card('Template')
      .getByText('What runs is what its version of the template says.')
      .waitFor();
    await card('Health')
      .getByRole('row', { name: /^dev.*Nothing runs of it/ })
      .waitFor();
    await card('Activity').getByText('No workload to act on').waitFor();
    await screenshots(page, 'no-workload-page');
  });

  test('that somebody changes past the portal is told on its page, and brought back there', async () => {
    await cluster.editQuota(NAMESPACE, NAME, { pods: '77' });
    const { page } = await browser.signIn('developer', PAGE);
    const card = page.getByRole('region', { name: 'Template', exact: true });
    await card
      .getByRole('row', { name: /spec\.hard\.pods.*50.*77.*kubectl-edit/ })
      .waitFor({ timeout: FOUND_MS });
    await screenshots(page, 'no-workload-drift');
    await card
      .getByRole('button', { name: 'Bring it back to its template in dev' })
      .click();
    const link = card.getByRole('link', { name: 'Proposed: open the change' });
    await approvedAndDone((await link.getAttribute('href')).split('/').pop());
    assert.equal((await cluster.quota(NAMESPACE, NAME)).spec.hard.pods, '50');
  });

  test('is upgraded when a new version is approved', async () => {
    // No parameter: those keep the values that an instance has, defaults included.
    const text = readFileSync(TEXT, 'utf8').replace(
      "services.loadbalancers: '0'",
      "services.loadbalancers: '1'",
    );
    const { id } = await propose('developer', {
      kind: 'approve-template',
      target: {
        entityRef: `template:default/${TEMPLATE}`,
        environment: 'portal',
      },
      input: { action: 'approve', text },
      reason: 'One load balancer is usual.',
    });
    await approvedAndDone(id);
    const { page } = await browser.signIn('developer', PAGE);
    const card = page.getByRole('region', { name: 'Template', exact: true });
    await card.getByText(/^Upgrade available/).waitFor();
    await card
      .getByRole('button', { name: 'Propose the upgrade in dev' })
      .click();
    const link = card.getByRole('link', { name: 'Proposed: open the change' });
    await approvedAndDone((await link.getAttribute('href')).split('/').pop());
    const { hard } = (await cluster.quota(NAMESPACE, NAME)).spec;
    assert.equal(hard['services.loadbalancers'], '1');
  });

  test('is removed by a change that people approve, and is no instance any more', async () => {
    const { page } = await browser.signIn('developer', PAGE);
    const card = page.getByRole('region', { name: 'Template', exact: true });
    await card
      .getByRole('button', { name: `Propose to remove ${TEMPLATE} from dev` })
      .click();
    const link = card.getByRole('link', { name: 'Proposed: open the change' });
    const id = (await link.getAttribute('href')).split('/').pop();
    const { oversight } = await get('developer', `/api/mandate/changes/${id}`);
    assert.equal(oversight, 'approve');
    await approvedAndDone(id);
    assert.equal(await cluster.quota(NAMESPACE, NAME), undefined);
    await card.getByText('Not made from a template').waitFor();
    await screenshots(page, 'no-workload-removed');
  });
});
