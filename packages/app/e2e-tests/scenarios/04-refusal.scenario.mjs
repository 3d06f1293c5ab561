import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  get,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

describe('a change that people stop has no effect', () => {
  const browser = useBrowser();

  test('the proposer withdraws it', async () => {
    const change = await proposeToProduction('vouchers');
    const { page } = await browser.signIn('developer', `/changes/${change.id}`);
    await page.getByRole('button', { name: 'Withdraw…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw this change?' });
    await dialog.getByLabel(/^Reason/).fill('We sell them next year.');
    await dialog.getByRole('button', { name: 'Withdraw the change' }).click();
    await page.getByText('Withdrawn').first().waitFor();
    await waitForChange(change.id, 'withdrawn');
    await nothingRuns('vouchers');
  });

  test('an approver rejects it with a reason, and the proposer reads the reason', async () => {
    const change = await proposeToProduction('auctions');
    const approver = await browser.signIn(
      'security-officer',
      `/changes/${change.id}`,
    );
    await approver.page.getByRole('button', { name: 'Reject…' }).click();
    const dialog = approver.page.getByRole('dialog', {
      name: 'Reject this change?',
    });
    const reject = dialog.getByRole('button', { name: 'Reject the change' });
    await reject.click();
    await dialog.getByRole('alert').getByText('Say why').waitFor();
    await dialog.getByLabel(/^Reason/).fill('The image was never scanned.');
    await screenshot(approver.page, 'reject-with-reason');
    await reject.click();
    await approver.page.getByText('Rejected').first().waitFor();
    await waitForChange(change.id, 'rejected');

    const proposer = await browser.signIn('developer', `/changes/${change.id}`);
    await proposer.page
      .getByText(/The image was never scanned\./)
      .first()
      .waitFor();
    await screenshots(proposer.page, 'change-rejected');
    await nothingRuns('auctions');
  });

  test('the list of changes finds them by state, and the filter is in the address', async () => {
    const { page } = await browser.signIn('auditor', '/changes?state=rejected');
    const table = page.getByRole('table', { name: 'Changes' });
    await table.getByRole('link', { name: /auctions/ }).waitFor();
    assert.equal(
      await table.getByRole('link', { name: /vouchers/ }).count(),
      0,
    );
    await page.goto('/changes');
    await table.getByRole('link', { name: /vouchers/ }).waitFor();
    await screenshots(page, 'changes');
  });
});

async function proposeToProduction(name) {
  const { id } = await propose(
    'developer',
    webService({ name, environment: 'prod' }),
  );
  const change = await get('developer', `/api/mandate/changes/${id}`);
  assert.equal(change.state, 'awaiting-approval');
  return change;
}

async function nothingRuns(name) {
  assert.equal(await openCluster().deployment('shop-prod', name), undefined);
}
