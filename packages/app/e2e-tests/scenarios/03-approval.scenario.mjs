import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  call,
  eventually,
  get,
  inCatalog,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'basket';
const ENTITY = `/catalog/default/component/${NAME}`;

describe('a deploy to production needs the platform and security', () => {
  const browser = useBrowser();
  let change;

  before(async () => {
    await eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'production');
    }, 'the mandate of production is in force');
    change = await propose(
      'developer',
      webService({
        name: NAME,
        environment: 'prod',
        reason: 'The shop opens on Monday.',
      }),
    );
    await inCatalog(NAME);
  });

  test('the proposer sees the approval card without buttons to vote, and whom it waits for', async () => {
    const { page } = await browser.signIn('developer', ENTITY);
    const card = approvalCard(page);
    await card.getByText(/^Waiting for platform .* and security/).waitFor();
    assert.equal(
      await card.getByRole('button', { name: /Approve/ }).count(),
      0,
    );
    assert.equal(await card.getByRole('button', { name: /Reject/ }).count(), 0);
    await card.getByRole('button', { name: 'Remind' }).waitFor();
    await card.getByRole('button', { name: 'Withdraw…' }).waitFor();
    await screenshots(page, 'entity-approval-proposer');
  });

  test("the API refuses the proposer's vote and says why", async () => {
    const { status, body } = await vote('developer', change);
    assert.equal(status, 403);
    assert.match(body.error.message, /propos/i);
  });

  test('an auditor sees why there is nothing to approve for them', async () => {
    const { page } = await browser.signIn('auditor', ENTITY);
    const card = approvalCard(page);
    const approve = card.getByRole('button', { name: 'Approve' });
    await approve.waitFor();
    assert.equal(await approve.isEnabled(), false);
    assert.equal(
      await card.getByRole('button', { name: 'Reject…' }).isEnabled(),
      false,
    );
    const { allowed } = await get(
      'auditor',
      `/api/mandate/changes/${change.id}`,
    );
    await card.getByText(allowed.approve.why).waitFor();
  });

  test('an approver has a notification that leads to the vote', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      '/notifications',
    );
    const notification = page.getByRole('link', { name: new RegExp(NAME) });
    await notification.first().waitFor();
    await screenshots(page, 'notifications');
    await notification.first().click();
    await page.waitForURL('**/approvals/vote/**');
    await page.getByText(change.title).first().waitFor();
    await page.getByRole('button', { name: 'Reject…' }).waitFor();
  });

  test('the inbox of an approver shows a new change without a reload', async () => {
    const { page } = await browser.signIn('platform-engineer', '/approvals');
    const mine = page.getByRole('list', { name: 'What needs you' });
    await mine.getByRole('link', { name: change.title }).waitFor();
    const later = await propose(
      'developer',
      webService({ name: 'gift-cards', environment: 'prod' }),
    );
    await mine.getByRole('link', { name: later.title }).waitFor();
    await screenshots(page, 'approvals');
    await call('developer', `/api/mandate/changes/${later.id}/withdraw`, {
      method: 'POST',
      body: {},
    });
    await mine
      .getByRole('link', { name: later.title })
      .waitFor({ state: 'detached' });
  });

  test('a vote on an old plan is refused', async () => {
    const { status, body } = await vote('platform-engineer', change, {
      digest: `sha256:${'0'.repeat(64)}`,
    });
    assert.equal(status, 409);
    assert.match(body.error.message, /plan/i);
  });

  test('the platform approves by the card on the entity page', async () => {
    const { page } = await browser.signIn('platform-engineer', ENTITY);
    const card = approvalCard(page);
    await card.getByRole('button', { name: 'Show diff' }).click();
    await card
      .getByRole('article', { name: /^Deployment .*basket, new/ })
      .waitFor();
    await screenshot(page, 'entity-approval-approver');
    await card
      .getByRole('button', { name: 'Approve and deploy when security agrees' })
      .click();
    await card
      .getByRole('img', { name: 'platform: 1 of 1 approved' })
      .waitFor();
    await card
      .getByRole('img', { name: 'security: 0 of 1 approved' })
      .waitFor();
  });

  test('a second vote of the same person is refused', async () => {
    const { status, body } = await vote('platform-engineer', change);
    assert.equal(status, 409);
    assert.match(body.error.message, /already|voted/i);
    const seen = await get('auditor', `/api/mandate/changes/${change.id}`);
    assert.equal(seen.state, 'awaiting-approval');
  });

  test('security approves, and the change runs to its end while the page is open', async () => {
    const { page } = await browser.signIn(
      'security-officer',
      `/changes/${change.id}`,
    );
    await approvalCard(page)
      .getByRole('button', { name: 'Approve and deploy', exact: true })
      .click();
    await page.getByText('Succeeded').first().waitFor({ timeout: 90_000 });
    await screenshots(page, 'change-approved-and-deployed');
    const done = await waitForChange(change.id, 'succeeded');
    assert.equal(
      done.current.votes.filter(({ verdict }) => verdict === 'approve').length,
      2,
    );
    const deployment = await openCluster().deployment('shop-prod', NAME);
    assert.equal(deployment?.status.availableReplicas, 2);
  });

  test('a vote after the end is refused with what happened', async () => {
    const { status, body } = await vote('security-officer', change);
    assert.equal(status, 409);
    assert.match(body.error.message, /succeeded|ended/i);
  });

  test('the proposer was told how it ended', async () => {
    await eventually(async () => {
      const { notifications } = await get(
        'developer',
        '/api/notifications?limit=50',
      );
      return notifications.some(({ payload }) =>
        payload.link?.endsWith(`/changes/${change.id}`),
      );
    }, 'the developer has a notification about the change');
  });
});

function approvalCard(page) {
  return page.getByRole('region', { name: 'Approval needed' });
}

function vote(role, { id, revision, current }, overrides = {}) {
  return call(role, `/api/mandate/changes/${id}/votes`, {
    method: 'POST',
    body: {
      verdict: 'approve',
      revision,
      digest: current.digest,
      ...overrides,
    },
  });
}
