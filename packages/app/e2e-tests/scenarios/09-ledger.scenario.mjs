import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, test } from 'node:test';
import { get } from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const PROGRAM = resolve(
  import.meta.dirname,
  '../../../ledger/bin/mandate-ledger.js',
);
const CORRUPTED = 1;

describe('the ledger', () => {
  const browser = useBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'mandate-ledger-'));
  after(() => rmSync(folder, { recursive: true }));

  test('the page verifies an entry in the browser', async () => {
    const { page } = await browser.signIn('auditor', '/ledger');
    await page.getByRole('table', { name: 'Entries' }).waitFor();
    await screenshots(page, 'ledger');
    await page.goto('/ledger?entry=0');
    const dialog = page.getByRole('dialog', { name: 'Entry 0' });
    await dialog.getByRole('button', { name: 'Verify' }).click();
    await dialog
      .getByText('It holds: this entry is in the signed ledger, unchanged.')
      .waitFor();
    await screenshot(page, 'ledger-entry-verified');
  });

  test('an exported bundle holds, and a changed entry is named', async () => {
    const { page } = await browser.signIn('auditor', '/ledger');
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export bundle' }).click();
    const bundle = join(folder, 'bundle.json');
    await (await downloading).saveAs(bundle);
    const { verifierKey } = await get(
      'auditor',
      '/api/mandate/ledger/checkpoint',
    );

    const good = verify(bundle, verifierKey);
    assert.equal(good.status, 0, good.output);

    const bad = verify(corrupt(bundle), verifierKey);
    assert.equal(bad.status, 1, bad.output);
    assert.match(bad.output, new RegExp(`Entry ${CORRUPTED} `));
  });

  /** The bundle with one letter of one entry's text changed. */
  function corrupt(bundle) {
    const content = JSON.parse(readFileSync(bundle, 'utf8'));
    const entry = content.entries[CORRUPTED];
    entry.entry = entry.entry.replace(/[0-9](?=[^0-9]*$)/, digit =>
      String((Number(digit) + 1) % 10),
    );
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, JSON.stringify(content));
    return changed;
  }
});

function verify(bundle, key) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, 'verify', bundle, '--key', key],
    { encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}` };
}
