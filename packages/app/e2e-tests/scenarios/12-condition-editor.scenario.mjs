import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { screenshot } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

describe('the editor of a condition', () => {
  const browser = useBrowser();

  test('marks what is wrong, completes, formats, and gives the mandate as a version to be proposed', async () => {
    const { page } = await browser.signIn('developer', '/mandates/production');
    const editor = page.getByRole('textbox', {
      name: /^Condition of clause 2,/,
    });
    const rewrite = async text => {
      await editor.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    };

    await rewrite("risk.lvel == 'low'");
    await page.getByText(/^Error at 1:\d+: .*risk\.level/).waitFor();
    await page.getByText(/Mend the condition of clause 2 first/).waitFor();
    await screenshot(page, 'condition-error');

    await rewrite('risk.le');
    await page.getByRole('option', { name: /^level/ }).click();
    await page.keyboard.type("=='");
    await page.getByRole('option', { name: "'low'" }).click();
    await page.getByRole('button', { name: 'Format' }).nth(1).click();
    await page.getByText("risk.level == 'low'", { exact: true }).waitFor();

    const document = page.getByRole('region', { name: 'The edited mandate' });
    await document.waitFor();
    assert.match(await document.innerText(), /when: risk\.level == 'low'/);
    await page
      .getByRole('button', { name: 'Propose this version…' })
      .first()
      .waitFor();
    await screenshot(page, 'condition-edited');
  });
});
