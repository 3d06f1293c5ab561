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

const NAME = 'specialised-functions';
const PATH = `/mandates/${NAME}`;
const CONDITION = "classification == 'standard' && risk.level == 'low'";

describe('a mandate changes like everything else: proposed, approved, in force, rolled back', () => {
  const browser = useBrowser();
  let original;
  let proposed;

  before(async () => {
    await eventually(async () => {
      const { status, body } = await call(
        'auditor',
        `/api/mandate/mandates/${NAME}`,
      );
      original = body;
      return status === 200;
    }, `the mandate ${NAME} is in force`);
  });

  test('a developer edits a condition and proposes the version', async () => {
    const { page } = await browser.signIn('developer', PATH);
    const editor = page.getByRole('textbox', {
      name: /^Condition of clause 1,/,
    });
    await editor.click();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(CONDITION);
    await page.getByRole('button', { name: 'Propose this version…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Only what is of low risk.');
    await dialog.getByRole('button', { name: 'Propose it' }).click();
    await page.waitForURL('**/changes/*');
    await page
      .getByText(/Changes the grants/)
      .first()
      .waitFor();
    await screenshots(page, 'change-mandate');
    const id = page.url().split('/').pop();
    proposed = await get('developer', `/api/mandate/changes/${id}`);
    assert.equal(proposed.state, 'awaiting-approval');
  });

  test('until it is approved the page says what waits, and the old version holds', async () => {
    const { page } = await browser.signIn('auditor', PATH);
    await page.getByText(/A change of this mandate waits/).waitFor();
    await screenshots(page, 'mandate-waiting');
    const { version } = await get('auditor', `/api/mandate/mandates/${NAME}`);
    assert.equal(version, original.version);
  });

  test('its owner and security approve, and it is in force', async () => {
    await approveOnPage('platform-engineer', proposed.id);
    await approveOnPage('security-officer', proposed.id);
    await waitForChange(proposed.id, 'succeeded');
    const { spec } = await get('auditor', `/api/mandate/mandates/${NAME}`);
    assert.equal(spec.grants[0].when, CONDITION);
  });

  test('the ledger has it', async () => {
    const { page } = await browser.signIn(
      'auditor',
      `/ledger?change=${proposed.id}`,
    );
    await page.getByRole('cell', { name: 'mandate-changed' }).waitFor();
    const { items } = await get(
      'auditor',
      `/api/mandate/ledger/entries?changeId=${proposed.id}&kind=mandate-changed`,
    );
    assert.match(items[0].data.words, /has a new version in force/);
  });

  test('rolling back is proposed and approved the same way', async () => {
    const { page } = await browser.signIn('developer', PATH);
    const versions = page.getByRole('region', { name: 'Versions' });
    // The newest of those that are not in force is the one before.
    await versions
      .getByRole('button', { name: 'What changed since' })
      .first()
      .click();
    await versions.getByRole('button', { name: /^Roll back to/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('It stopped too much.');
    await dialog.getByRole('button', { name: 'Propose it' }).click();
    await page.waitForURL('**/changes/*');
    const id = page.url().split('/').pop();
    await approveOnPage('platform-engineer', id);
    await approveOnPage('security-officer', id);
    await waitForChange(id, 'succeeded');
    const after = await get('auditor', `/api/mandate/mandates/${NAME}`);
    assert.equal(after.version, original.version);
    assert.equal(after.catalogVersion, undefined);
  });

  async function approveOnPage(role, id) {
    const { page } = await browser.signIn(role, `/changes/${id}`);
    await page
      .getByRole('button', { name: /^Approve and change mandate/ })
      .click();
    await eventually(async () => {
      const { current } = await get('auditor', `/api/mandate/changes/${id}`);
      const person = role === 'platform-engineer' ? 'pia' : 'sven';
      return current.votes.some(({ voter }) => voter.endsWith(`/${person}`));
    }, `${role} has voted`);
  }
});
