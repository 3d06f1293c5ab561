import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import {
  call,
  eventually,
  get,
  waitForChange,
} from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'payment-utilities';

describe('a new mandate is written in the portal and comes into force when it is approved', () => {
  const browser = useBrowser();
  let id;

  before(async () => {
    await eventually(async () => {
      const { items } = await get('auditor', '/api/mandate/mandates');
      return items.some(({ name }) => name === 'utilities');
    }, 'the mandates are in force');
  });

  test('from what is usual for a container type, with what is wrong told while it is written', async () => {
    const { page } = await browser.signIn('platform-engineer', '/mandates');
    await page.getByRole('link', { name: 'New mandate…' }).click();
    await page.getByText('Where to start?').waitFor();
    await screenshots(page, 'new-mandate-start');
    await page.getByRole('button', { name: /Start from/ }).click();
    await page.getByRole('option', { name: /^Specialised function/ }).click();
    await page.getByText('Give the mandate a name.').waitFor();
    const name = page.getByRole('textbox', { name: /^Name/ });
    await name.fill('utilities');
    await page
      .getByText(/There is a mandate of this name/)
      .first()
      .waitFor();
    await name.fill(NAME);
    await page.getByRole('button', { name: 'Propose this mandate…' }).waitFor();
    const condition = page.getByRole('textbox', {
      name: /^Condition of clause 1,/,
    });
    await condition.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText("risk.level == 'hihg'");
    await page.getByText('Not ready yet').waitFor();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText("risk.level == 'low'");
    await page.getByRole('button', { name: 'Propose this mandate…' }).waitFor();
  });

  test('it is tried on the past and proposed as a change', async () => {
    const { page } = await browser.signIn(
      'developer',
      '/mandates/drafts/new?start=usual:utility',
    );
    await screenshots(page, 'new-mandate');
    await page.getByRole('textbox', { name: /^Name/ }).fill(NAME);
    await page
      .getByRole('textbox', { name: 'Title' })
      .fill('Payment utilities');
    await page
      .getByRole('textbox', { name: /^Owner/ })
      .fill('group:default/platform');
    await page
      .getByRole('textbox', { name: /^Reviewed by/ })
      .fill('group:default/platform');
    // Of a system that there is not: it has no say in what other scenarios do.
    await page.getByText('The whole mandate as text').click();
    const text = page.getByRole('textbox', { name: /The mandate as text/ });
    const written = await text.inputValue();
    await text.fill(
      written.replace('appliesTo:', 'appliesTo:\n    systems: [payments]'),
    );
    await page
      .getByRole('button', { name: 'Show what it would change' })
      .click();
    await page
      .getByText(/no past change|would be decided/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Propose this mandate…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox')
      .fill('Payments have utilities of their own.');
    await dialog.getByRole('button', { name: 'Propose it' }).click();
    await page.waitForURL('**/changes/*');
    await page
      .getByText(/Add mandate Payment utilities/)
      .first()
      .waitFor();
    await screenshots(page, 'new-mandate-proposed');
    id = page.url().split('/').pop();
  });

  test('who wrote it does not approve it; its owner and security do, and it is in force', async () => {
    const change = await get('developer', `/api/mandate/changes/${id}`);
    assert.match(change.allowed.approve.why, /You proposed this change/);
    assert.equal(
      (await call('auditor', `/api/mandate/mandates/${NAME}`)).status,
      404,
    );
    for (const role of ['platform-engineer', 'security-officer']) {
      const seen = await get(role, `/api/mandate/changes/${id}`);
      const { status, body } = await call(
        role,
        `/api/mandate/changes/${id}/votes`,
        {
          method: 'POST',
          body: {
            verdict: 'approve',
            revision: seen.revision,
            digest: seen.current.digest,
          },
        },
      );
      assert.equal(status, 200, JSON.stringify(body));
    }
    await waitForChange(id, 'succeeded');
    const { page } = await browser.signIn('auditor', `/mandates/${NAME}`);
    await page.getByRole('heading', { name: 'Payment utilities' }).waitFor();
    await screenshots(page, 'new-mandate-in-force');
  });
});
