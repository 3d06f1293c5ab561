import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { approvedAndDone, approvedAndEnded } from '../fixtures/approvals.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { eventually, get, inCatalog, propose } from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const LIBRARY = join(import.meta.dirname, '../../../../examples/templates');
const IMAGE = 'mandate.test/workload:v1';
/** The detector of drift looks once a minute, and the machine may be busy. */
const FOUND_MS = 180_000;
const NAMESPACE = 'shop-dev';

const stacks = [
  {
    template: 'web-stack',
    name: 'book-shop',
    parameters: { image: IMAGE, credentials: 'book-shop-credentials' },
  },
  {
    template: 'event-driven-stack',
    name: 'order-events',
    parameters: {
      image: IMAGE,
      workerImage: IMAGE,
      credentials: 'order-events-credentials',
    },
  },
  {
    template: 'batch-stack',
    name: 'night-reports',
    parameters: {
      image: IMAGE,
      planCommand: ['plan'],
      credentials: 'night-reports-credentials',
    },
  },
];

for (const { template, name, parameters } of stacks) {
  describe(`a stack of the template ${template}`, () => {
    const browser = useBrowser();
    const cluster = openCluster();
    let first;

    test('is deployed, and its page says from which template', async () => {
      const { id } = await propose(
        'developer',
        deployment({ template, name, parameters, environment: 'dev' }),
      );
      await approvedAndDone(id);
      first = await cluster.deployment(NAMESPACE, name);
      assert.ok(first.status.availableReplicas > 0);
      await inCatalog(name);
      const { page } = await openEntity();
      const card = page.getByRole('region', { name: 'Template', exact: true });
      await card.getByText(new RegExp(`^${template}, version`)).waitFor();
      await screenshots(page, `stack-${name}`);
    });

    test('is configured', async () => {
      const { id } = await propose('developer', {
        kind: 'configure',
        target: { entityRef: `component:default/${name}`, environment: 'dev' },
        input: { env: { set: { GREETING: 'hello' } } },
        reason: 'It shall greet.',
      });
      await approvedAndDone(id);
      assert.equal(await greeting(), 'hello');
    });

    test('that somebody changes past the portal is told on its page, and put right there', async () => {
      await cluster.edit(NAMESPACE, name, {
        spec: { revisionHistoryLimit: 1 },
      });
      const { page } = await openEntity();
      const drift = page.getByRole('region', { name: 'Drift', exact: true });
      await drift
        .getByRole('row', { name: /spec\.revisionHistoryLimit .*kubectl-edit/ })
        .waitFor({ timeout: FOUND_MS });
      const card = page.getByRole('region', { name: 'Template', exact: true });
      await card.getByText(/^Drift from the template: \d+ place/).waitFor();
      await card
        .getByRole('row', {
          name: /spec\.revisionHistoryLimit 5 1 kubectl-edit/,
        })
        .waitFor();
      await screenshots(page, `template-drift-${name}`);
      await drift
        .getByRole('button', { name: `What to do about Deployment ${name}` })
        .click();
      await page.getByRole('menuitem', { name: 'Reapply…' }).click();
      await proposeInDialog(page, 'Reapply now');
      await eventually(
        async () =>
          (
            await cluster.deployment(NAMESPACE, name)
          ).spec.revisionHistoryLimit === first.spec.revisionHistoryLimit,
        'the field is as it was',
        120_000,
      );
    });

    test('goes back to a release', async () => {
      const { page } = await openEntity();
      await page
        .getByRole('button', {
          name: /^Roll back to the release of .* in dev$/,
        })
        .last()
        .click();
      await proposeInDialog(page, 'Roll back now');
      await eventually(
        async () => (await greeting()) === undefined,
        'the greeting is gone',
        120_000,
      );
    });

    test('is deployed to staging, too', async () => {
      const { id } = await propose(
        'developer',
        deployment({ template, name, parameters, environment: 'staging' }),
      );
      await approvedAndDone(id);
    });

    // Once is enough: how a set stops does not depend on what its changes deploy.
    if (template === 'web-stack') {
      test('is put back when the first wave of an upgrade fails, and later waves do not start', async () => {
        const before = await podTemplates();
        const { id } = await propose('developer', failingVersion(template));
        await approvedAndDone(id);
        const { page } = await browser.signIn(
          'developer',
          `/templates/${template}`,
        );
        await page
          .getByRole('button', { name: 'Propose the upgrade in waves' })
          .click();
        await page.getByRole('link', { name: `Upgrade ${template}` }).click();
        await page.waitForURL('**/changes/sets/*');
        const { changes } = await setOf(page);
        const [dev, staging] = changes;
        await approvedAndEnded(dev.id, 'undone');
        await approvedAndEnded(staging.id, 'cancelled');
        await page.getByText('The stop rule has taken effect').waitFor();
        await screenshots(page, `upgrade-stopped-${name}`);
        assert.deepEqual(await podTemplates(), before);
        await page.getByRole('link', { name: dev.title }).click();
        await page
          .getByText(/CrashLoopBackOff|keeps crashing/i)
          .first()
          .waitFor();
        await screenshots(page, `upgrade-undone-${name}`);
      });
    }

    test('is upgraded in waves when a new version is approved', async () => {
      const { id } = await propose('developer', newVersion(template));
      await approvedAndDone(id);

      const { page: entityPage } = await openEntity();
      await entityPage
        .getByRole('region', { name: 'Template', exact: true })
        .getByText(/^Upgrade available/)
        .first()
        .waitFor();
      await entityPage
        .getByRole('link', { name: /^See what the upgrade/ })
        .first()
        .click();
      await entityPage.waitForURL(`**/templates/${template}`);
      const { page } = await browser.signIn(
        'developer',
        `/templates/${template}`,
      );
      const upgrade = page.getByRole('region', { name: /^Upgrade to version/ });
      await upgrade.getByText('Wave 1: dev').waitFor();
      await upgrade.getByText('Wave 2: staging').waitFor();
      await upgrade
        .getByText(/^What changes: \d+ object/)
        .first()
        .click();
      await upgrade
        .getByText(/revisionHistoryLimit: 4/)
        .first()
        .waitFor();
      await screenshots(page, `upgrade-${name}`);
      await upgrade
        .getByRole('button', { name: 'Propose the upgrade in waves' })
        .click();
      await upgrade.getByRole('link', { name: `Upgrade ${template}` }).click();
      await page.waitForURL('**/changes/sets/*');
      const set = await setOf(page);
      assert.deepEqual(
        set.changes.map(({ target }) => target.environment),
        ['dev', 'staging'],
      );
      assert.equal(set.ordered && set.stopOnFailure, true);
      for (const change of set.changes) {
        await approvedAndDone(change.id);
      }
      await page.getByText('All 2 succeeded.').waitFor();
      await screenshots(page, `upgrade-waves-${name}`);
      const after = await cluster.deployment(NAMESPACE, name);
      assert.equal(after.spec.revisionHistoryLimit, 4);
      const { items } = await get(
        'auditor',
        `/api/mandate/template-instances?template=${template}`,
      );
      assert.deepEqual(
        items.filter(({ upgradeTo }) => upgradeTo),
        [],
      );
    });

    function openEntity() {
      return browser.signIn('developer', `/catalog/default/component/${name}`);
    }

    function podTemplates() {
      return Promise.all(
        [NAMESPACE, 'shop-staging'].map(
          async namespace =>
            (await cluster.deployment(namespace, name)).spec.template,
        ),
      );
    }

    async function greeting() {
      const { spec } = await cluster.deployment(NAMESPACE, name);
      return spec.template.spec.containers[0].env?.find(
        variable => variable.name === 'GREETING',
      )?.value;
    }
  });
}

/** The change set whose page is open. */
function setOf(page) {
  return get(
    'developer',
    `/api/mandate/change-sets/${page.url().split('/').pop()}`,
  );
}

async function proposeInDialog(page, action) {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Show what will happen' }).click();
  const button = dialog
    .getByRole('button', { name: action })
    .or(dialog.getByRole('button', { name: 'Propose and ask' }));
  await button.click();
  // The page has such links of other changes, too.
  const link = page
    .getByRole('dialog')
    .getByRole('link', { name: 'Open the change' });
  const href = await link.getAttribute('href');
  await approvedAndDone(href.split('/').pop());
}

function deployment({ template, name, parameters, environment }) {
  return {
    kind: 'deploy',
    target: { entityRef: `component:default/${name}`, environment },
    input: { template: { name: template, parameters } },
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: { 'mandate.dev/template': template },
      },
      spec: {
        type: 'service',
        lifecycle: 'experimental',
        owner: 'group:default/shop',
        system: 'shop',
      },
    },
  };
}

/** The library's file with fewer old revisions kept: every workload changes, and no parameter does. */
function newVersion(template) {
  return approvalOf(
    template,
    textOf(template).replaceAll(
      'revisionHistoryLimit: 5',
      'revisionHistoryLimit: 4',
    ),
    'Fewer old revisions are enough.',
  );
}

/** The library's file with a mark on the program's pods, by which their containers end again and again. */
function failingVersion(template) {
  return approvalOf(
    template,
    textOf(template).replace(
      /^( *)kubernetes\.io\/egress-bandwidth: .*$/m,
      '$&\n$1simulate.mandate.dev/failure: crash-loop',
    ),
    'Another way to start.',
  );
}

function textOf(template) {
  return readFileSync(join(LIBRARY, template, 'template.yaml'), 'utf8');
}

function approvalOf(template, text, reason) {
  return {
    kind: 'approve-template',
    target: {
      entityRef: `template:default/${template}`,
      environment: 'portal',
    },
    input: { action: 'approve', text },
    reason,
  };
}
