import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  call,
  deployed,
  eventually,
  get,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'stoppable';

describe('one button stops automation, and a person lets it go on', () => {
  const browser = useBrowser();
  let waiting;

  test('a developer’s change runs by itself before', async () => {
    await deployed({ name: NAME, environment: 'dev' });
  });

  test('security stops automation in development with a reason, and the banner says so on every page', async () => {
    const { page } = await browser.signIn('security-officer', '/mandates');
    await page.getByRole('button', { name: 'Stop automation…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Environment/ }).click();
    await page.getByRole('option', { name: /dev/i }).first().click();
    await dialog
      .getByRole('textbox', { name: /Reason/ })
      .fill('An image is suspected.');
    await screenshots(page, 'kill-switch-dialog');
    await dialog.getByRole('button', { name: 'Stop automation' }).click();
    await banner(page)
      .getByText(/everything in environment dev/)
      .waitFor();
    await page.getByRole('link', { name: 'Changes' }).first().click();
    await banner(page)
      .getByText(/An image is suspected/)
      .waitFor();
    await screenshots(page, 'kill-switch-banner');
  });

  test('what is proposed meanwhile asks people, and says why', async () => {
    const asked = await propose(
      'developer',
      restart({ reason: 'It should ask.' }),
    );
    assert.equal(asked.state, 'awaiting-approval');
    assert.match(
      asked.current.decision.decidedBy.words,
      /kill switch for everything in environment dev is on/,
    );
    await call('developer', `/api/mandate/changes/${asked.id}/withdraw`, {
      method: 'POST',
      body: {},
    });
  });

  test('an agent can stop automation, and cannot let it go on', async () => {
    const { status, body } = await call('agent', '/api/mandate/kill-switches', {
      method: 'POST',
      body: { reason: 'I doubt myself.', changes: ['scale'] },
    });
    assert.equal(status, 201, JSON.stringify(body));
    const lift = await call(
      'agent',
      `/api/mandate/kill-switches/${body.id}/lift`,
      { method: 'POST', body: { reason: 'I am fine.' } },
    );
    assert.equal(lift.status, 403);
    assert.match(lift.body.error.message, /Only people/);
    const person = await call(
      'platform-engineer',
      `/api/mandate/kill-switches/${body.id}/lift`,
      { method: 'POST', body: { reason: 'It is fine.' } },
    );
    assert.equal(person.status, 200, JSON.stringify(person.body));
  });

  test('a change that runs when it is stopped pauses, nothing is undone, and it goes on when a person lifts it', async () => {
    await liftAll();
    waiting = await propose(
      'developer',
      webService({
        name: 'paused-once',
        environment: 'dev',
        reason: 'Stopped right after it is proposed.',
      }),
    );
    const stopped = await call(
      'security-officer',
      '/api/mandate/kill-switches',
      { method: 'POST', body: { reason: 'Wait a moment.' } },
    );
    assert.equal(stopped.status, 201);
    await eventually(async () => {
      const { state, statusWords } = await get(
        'auditor',
        `/api/mandate/changes/${waiting.id}`,
      );
      return (
        ['queued', 'running'].includes(state) && /^Waits: /.test(statusWords)
      );
    }, 'the change waits');
    const { page } = await browser.signIn(
      'platform-engineer',
      `/changes/${waiting.id}`,
    );
    await page
      .getByText(/stopped automation for everything/)
      .first()
      .waitFor();
    await screenshots(page, 'kill-switch-paused-change');
    await banner(page)
      .getByRole('button', { name: 'Let automation go on…' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('All is well.');
    await dialog.getByRole('button', { name: 'Let it go on' }).click();
    await banner(page).waitFor({ state: 'detached' });
    await waitForChange(waiting.id, 'succeeded');
    const deployment = await openCluster().deployment(
      'shop-dev',
      'paused-once',
    );
    assert.ok(deployment);
  });

  test('the ledger has who stopped it, who lifted it, and why', async () => {
    const { items } = await get(
      'auditor',
      '/api/mandate/ledger/entries?kind=kill-switch&limit=20',
    );
    const words = items.map(({ data }) => data.words);
    assert.ok(words.some(word => /stopped .*An image is suspected/.test(word)));
    assert.ok(words.some(word => /may go on .*All is well/.test(word)));
    // What people write can be erased: the hash is over a commitment to it.
    assert.ok(items.every(({ canonical }) => !/suspected/.test(canonical)));
  });
});

function banner(page) {
  return page.getByRole('region', { name: 'Automation is stopped' });
}

function restart(more) {
  return {
    kind: 'restart',
    target: { entityRef: `component:default/${NAME}`, environment: 'dev' },
    input: {},
    ...more,
  };
}

async function liftAll() {
  const { items } = await get(
    'auditor',
    '/api/mandate/kill-switches?engaged=true',
  );
  for (const { id } of items) {
    await call('security-officer', `/api/mandate/kill-switches/${id}/lift`, {
      method: 'POST',
      body: { reason: 'Checked.' },
    });
  }
}
