import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { call, eventually, get, webService } from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const TITLE = 'Autumn release of the shop';

describe('changes that belong together are a set, with one vote on all of it', () => {
  const browser = useBrowser();
  let set;

  before(async () => {
    await eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'production');
    }, 'the mandate of production is in force');
    const { status, body } = await call(
      'developer',
      '/api/mandate/change-sets',
      {
        method: 'POST',
        body: {
          title: TITLE,
          changes: ['set-cart', 'set-search'].map(name =>
            webService({ name, environment: 'prod' }),
          ),
        },
      },
    );
    assert.equal(status, 201, JSON.stringify(body));
    set = body;
  });

  test('the list of sets leads to the set, the set to its changes, and a change back to its set', async () => {
    const { page } = await browser.signIn('auditor', '/changes');
    await page.getByRole('link', { name: 'Change sets' }).click();
    await page.getByRole('link', { name: TITLE }).waitFor();
    await screenshots(page, 'change-sets');
    await page.getByRole('link', { name: TITLE }).click();
    const changes = page.getByRole('table', { name: 'Changes' });
    await changes.getByRole('row').nth(2).waitFor();
    await changes.getByRole('link', { name: /set-search/ }).click();
    await page.waitForURL(`**/changes/${set.changes[1].id}`);
    await page.getByText('Part 2 of 2 of').waitFor();
    await screenshots(page, 'change-of-a-set');
    await page.getByRole('link', { name: TITLE }).click();
    await page.waitForURL(`**/changes/sets/${set.id}`);
  });

  test('who proposed it is offered no vote, and the API takes none', async () => {
    const { page } = await browser.signIn(
      'developer',
      `/changes/sets/${set.id}`,
    );
    await page.getByText('You proposed this set').waitFor();
    assert.equal(
      await page.getByRole('button', { name: /Approve/ }).count(),
      0,
    );
    const { status } = await call(
      'developer',
      `/api/mandate/change-sets/${set.id}/votes`,
      { method: 'POST', body: { verdict: 'approve', digest: set.digest } },
    );
    assert.equal(status, 403);
  });

  test('an approver approves all of it at once', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      `/changes/sets/${set.id}`,
    );
    await screenshots(page, 'change-set');
    await page.getByRole('button', { name: 'Approve all that ask me' }).click();
    await eventually(async () => {
      const changes = await Promise.all(
        set.changes.map(({ id }) =>
          get('auditor', `/api/mandate/changes/${id}`),
        ),
      );
      return changes.every(({ current }) =>
        current.votes.some(({ voter }) => voter === 'user:default/pia'),
      );
    }, 'both changes have the vote');
  });

  test('one rejection ends what it asks, and the rest is cancelled', async () => {
    const { page } = await browser.signIn(
      'security-officer',
      `/changes/sets/${set.id}`,
    );
    await page.getByRole('button', { name: 'Reject…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Not before Monday.');
    await dialog.getByRole('button', { name: 'Reject the set' }).click();
    await eventually(async () => {
      const { changes } = await get(
        'auditor',
        `/api/mandate/change-sets/${set.id}`,
      );
      return changes.every(({ endedAt }) => endedAt !== undefined);
    }, 'nothing of the set is left');
    await page.getByText('Rejected').first().waitFor();
    await screenshots(page, 'change-set-rejected');
  });
});

describe('messages that could not be delivered', () => {
  const browser = useBrowser();

  test('are told to who looks after the portal; without any the page says so', async () => {
    const { page } = await browser.signIn(
      'security-officer',
      '/changes/undelivered',
    );
    await page.getByRole('heading', { name: 'Undelivered messages' }).waitFor();
    await page.getByText('Every message was delivered').waitFor();
    await screenshots(page, 'undelivered');
  });

  test('are nobody else’s business, on the page and by the API', async () => {
    const { page, errors } = await browser.signIn(
      'developer',
      '/changes/undelivered',
    );
    errors.expect(/403/);
    await page.getByText('You may not see this').waitFor();
    await screenshots(page, 'undelivered-denied');
    const { status } = await call('developer', '/api/mandate/dead-letters');
    assert.equal(status, 403);
  });
});
