import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  call,
  eventually,
  get,
  propose,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

describe('while security is away, a developer votes for them', () => {
  const browser = useBrowser();
  let change;

  before(async () => {
    await eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'production');
    }, 'the mandate of production is in force');
    change = await propose(
      'agent',
      webService({
        name: 'holiday-offers',
        environment: 'prod',
        reason: 'The holidays begin.',
      }),
    );
  });

  // The release agent proposed it, so that Dana is not the proposer.
  test('Sven lets Dana vote for him on his approvals page', async () => {
    const { page } = await browser.signIn('security-officer', '/approvals');
    await page
      .getByRole('button', { name: 'Let somebody vote for me…' })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /Person/ }).click();
    await page.getByRole('option', { name: 'dana' }).click();
    await screenshots(page, 'delegation-dialog');
    await dialog.getByRole('button', { name: 'Let them vote for me' }).click();
    await page.getByText(/dana votes for you/).waitFor();
    await screenshots(page, 'delegation');
  });

  test('Dana sees on the card for whom she votes, and her vote fills the requirement of security', async () => {
    const { page } = await browser.signIn('developer', `/changes/${change.id}`);
    await page.getByText(/dana votes for sven until/).waitFor();
    await screenshots(page, 'approval-by-delegate');
    await page.getByRole('button', { name: /^Approve and deploy/ }).click();
    await page
      .getByRole('img', { name: 'security: 1 of 1 approved' })
      .first()
      .waitFor();
  });

  test('Sven votes for himself again, and Dana’s vote no longer counts at the gate', async () => {
    const { page } = await browser.signIn('security-officer', '/approvals');
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByText(/Nobody votes for you/).waitFor();
    const { current } = await get(
      'auditor',
      `/api/mandate/changes/${change.id}`,
    );
    const { status } = await call(
      'platform-engineer',
      `/api/mandate/changes/${change.id}/votes`,
      {
        method: 'POST',
        body: {
          verdict: 'approve',
          revision: current.number,
          digest: current.digest,
        },
      },
    );
    assert.equal(status, 200);
    await eventually(async () => {
      const { state } = await get(
        'auditor',
        `/api/mandate/changes/${change.id}`,
      );
      return state === 'awaiting-approval';
    }, 'security is still missing');
    await call('agent', `/api/mandate/changes/${change.id}/withdraw`, {
      method: 'POST',
      body: {},
    });
  });
});
