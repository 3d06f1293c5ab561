import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { approvedAndDone } from '../fixtures/approvals.mjs';
import { imageOf, openCluster } from '../fixtures/cluster.mjs';
import { chooseEntity, review } from '../fixtures/createForm.mjs';
import {
  call,
  eventually,
  get,
  propose,
  waitForChange,
} from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const TEMPLATE = 'route-planner';
const TITLE = 'Route planner';
const INSTANCE = 'delivery-routes';
const IMAGE = 'registry.example/route-planner:1.4.0';
const HAND_MADE = 'tiles';
const NEED = 'Something that plans routes for couriers, in dev';
const COMPOSE = `services:
  planner:
    image: ${IMAGE}
    ports: ["8080:8080"]
    environment: { ROUNDS: "3", MAP_API_KEY: example }
`;

describe('from a need to a template: one that fits, or a new one that people approve', () => {
  const browser = useBrowser();
  let proposed;

  test('a need is matched, with why each template fits and what it would be', async () => {
    const { page } = await browser.signIn('developer', '/templates');
    await ask(page, 'a message queue, 512 MiB, in dev');
    const best = page.getByRole('article', { name: 'Message queue' });
    await best.getByText(/“queue” is in its/).waitFor();
    await best.getByText(/memory = "512Mi"/).waitFor();
    await best.getByText(/^(Standard|Modified inside)/).waitFor();
    await screenshots(page, 'requirement-matches');

    await best.getByRole('link', { name: 'Use Message queue' }).click();
    await page.getByRole('textbox', { name: /^Name/ }).waitFor();
    await page.getByText('Development', { exact: false }).first().waitFor();
    const why = page.getByRole('textbox', { name: /^Why/ });
    await eventually(
      async () =>
        (await why.inputValue()) === 'a message queue, 512 MiB, in dev',
      'the need is the reason of the change',
    );
  });

  test('one that goes beyond what was approved says that people are asked', async () => {
    const { page } = await browser.signIn('developer', '/templates');
    await ask(page, 'a message queue, 900 GiB of memory, in prod');
    await page
      .getByRole('article', { name: 'Message queue' })
      .getByText(/^Modified beyond/)
      .waitFor();
  });

  test('for a novel need a template is drafted with its decision record, and its approval is asked for', async () => {
    const { page } = await browser.signIn('developer', '/templates');
    await ask(page, NEED);
    await page.getByRole('button', { name: 'Draft a new template' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill(TITLE);
    await page
      .getByRole('textbox', { name: 'What one gets, in a sentence' })
      .fill('Plans routes for couriers.');
    await page.getByText('A compose file').click();
    await page.getByRole('textbox', { name: 'Compose file' }).fill(COMPOSE);
    await page.getByRole('button', { name: 'Draft it' }).click();
    await page
      .getByRole('listitem')
      .filter({ hasText: /MAP_API_KEY.*looks like a secret/ })
      .waitFor();
    const record = page.getByRole('textbox', { name: 'Decision record' });
    assert.match(await record.inputValue(), /## Requirement\n\n> Something/);
    await page
      .getByRole('button', { name: 'Show what will be decided' })
      .click();
    await page.getByText('This will ask', { exact: false }).waitFor();
    await screenshots(page, 'novel-draft');

    await page.getByRole('button', { name: 'Ask for its approval' }).click();
    await page.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    const id = page.url().split('/').pop();
    proposed = await get('developer', `/api/mandate/changes/${id}`);
    assert.equal(proposed.state, 'awaiting-approval');
  });

  test('people approve it, and it is in git with its record', async () => {
    for (const role of ['platform-engineer', 'security-officer']) {
      const { state } = await get(
        'auditor',
        `/api/mandate/changes/${proposed.id}`,
      );
      if (state === 'awaiting-approval') {
        await approveOnPage(role, proposed.id);
      }
    }
    await waitForChange(proposed.id, 'succeeded');
    const files = git('ls-tree', '-r', '--name-only', 'main').split('\n');
    assert.ok(files.includes(`templates/${TEMPLATE}/template.yaml`));
    const record = files.find(file =>
      file.startsWith(`templates/${TEMPLATE}/decisions/`),
    );
    assert.match(
      git('show', `main:${record}`),
      /> Something that plans routes/,
    );
  });

  test('it is in Create, and an instance of it is standard and runs by itself in dev', async () => {
    await eventually(
      async () =>
        (
          await call(
            'developer',
            `/api/catalog/entities/by-name/template/default/${TEMPLATE}`,
          )
        ).status === 200,
      `${TEMPLATE} is in the catalog`,
      120_000,
    );
    const { page } = await browser.signIn('developer', '/templates');
    await ask(page, 'a route planner in dev');
    await page
      .getByRole('article', { name: TITLE })
      .getByRole('link', { name: `Use ${TITLE}` })
      .click();
    await page.getByRole('textbox', { name: /^Name/ }).fill(INSTANCE);
    await chooseEntity(page, /^Owner/, 'Shop');
    await chooseEntity(page, /^System/, 'Shop');
    await screenshot(page, 'novel-create');
    await review(page);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('link', { name: 'Open the change' }).click();
    await page.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    const id = page.url().split('/').pop();
    await page.getByText('Succeeded').first().waitFor({ timeout: 120_000 });
    await screenshots(page, 'novel-instance');

    const change = await waitForChange(id, 'succeeded');
    assert.equal(change.current.assessment.classification, 'standard');
    assert.equal(change.oversight, 'autonomous');
    const deployment = await openCluster().deployment('shop-dev', INSTANCE);
    assert.equal(imageOf(deployment), IMAGE);
    const { items } = await get(
      'auditor',
      `/api/mandate/template-instances?template=${TEMPLATE}`,
    );
    assert.deepEqual(
      items.map(({ entityRef, state }) => [entityRef, state]),
      [[`component:default/${INSTANCE}`, 'approved']],
    );
  });

  test('one is drafted from what runs already, and then used as standard', async () => {
    const cluster = openCluster();
    await cluster.makeService('shop-dev', handMade());
    const live = [
      await cluster.deployment('shop-dev', HAND_MADE),
      await cluster.service('shop-dev', HAND_MADE),
    ];
    assert.ok(live.every(({ metadata }) => metadata.managedFields));
    const { page } = await browser.signIn('developer', '/templates');
    await ask(page, 'Something that keeps map tiles, in dev');
    await page.getByRole('button', { name: 'Draft a new template' }).click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Tile cache');
    await page
      .getByRole('textbox', { name: 'What one gets, in a sentence' })
      .fill('Keeps map tiles.');
    await page.getByText('Manifests of what runs already').click();
    await page
      .getByRole('textbox', { name: 'Manifests' })
      .fill(
        live.map(object => JSON.stringify(object, null, 2)).join('\n---\n'),
      );
    await page.getByRole('button', { name: 'Draft it' }).click();
    const draft = page.getByRole('textbox', { name: 'Drafted template' });
    await draft.waitFor();
    const text = await draft.inputValue();
    assert.match(text, /replicas: integer \| default=2/);
    assert.doesNotMatch(
      text,
      /managedFields|resourceVersion|clusterIP|loadBalancer/,
    );
    await screenshots(page, 'draft-of-what-runs');
    await page
      .getByRole('button', { name: 'Show what will be decided' })
      .click();
    await page.getByText('This will ask', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Ask for its approval' }).click();
    await page.waitForURL(/\/changes\/[0-9a-f-]{36}/);
    await approvedAndDone(page.url().split('/').pop());

    const { id } = await propose('developer', {
      kind: 'deploy',
      target: {
        entityRef: 'component:default/street-tiles',
        environment: 'dev',
      },
      input: { template: { name: 'tile-cache', parameters: {} } },
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'street-tiles',
          namespace: 'default',
          annotations: { 'mandate.dev/template': 'tile-cache' },
        },
        spec: {
          type: 'service',
          lifecycle: 'experimental',
          owner: 'group:default/shop',
          system: 'shop',
        },
      },
    });
    const { current } = await approvedAndDone(id);
    assert.equal(current.assessment.classification, 'standard');
    const made = await cluster.deployment('shop-dev', 'street-tiles');
    assert.equal(imageOf(made), imageOf(live[0]));
  });

  async function approveOnPage(role, id) {
    const { page } = await browser.signIn(role, `/changes/${id}`);
    await page.getByRole('button', { name: /^Approve and/ }).click();
    await eventually(async () => {
      const { current } = await get('auditor', `/api/mandate/changes/${id}`);
      const person = role === 'platform-engineer' ? 'pia' : 'sven';
      return current.votes.some(({ voter }) => voter.endsWith(`/${person}`));
    }, `${role} has voted`);
  }
});

/** What somebody applied by hand, long before there was a template. */
function handMade() {
  const labels = { app: HAND_MADE };
  return {
    deployment: {
      metadata: { name: HAND_MADE, labels },
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'tiles',
                image: 'registry.example/tiles:2.1.0',
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'ZOOM', value: '12' }],
              },
            ],
          },
        },
      },
    },
    service: {
      metadata: { name: HAND_MADE, labels },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    },
  };
}

async function ask(page, need) {
  await page.getByRole('textbox', { name: 'I need' }).fill(need);
  await page.getByRole('button', { name: 'Find templates' }).click();
}

function git(...args) {
  return execFileSync(
    'git',
    ['--git-dir', join(process.env.MANDATE_STATE, 'templates.git'), ...args],
    { encoding: 'utf8' },
  );
}
