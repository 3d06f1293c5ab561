import { describe, test } from 'node:test';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

describe('mandates', () => {
  const browser = useBrowser();

  test('the page tells what automation may do, and one mandate tells it in full', async () => {
    const { page } = await browser.signIn('auditor', '/mandates');
    await page.getByRole('link', { name: 'Development and staging' }).waitFor();
    await screenshots(page, 'mandates');
    await page.getByRole('link', { name: 'Production', exact: true }).click();
    await page.waitForURL('**/mandates/production');
    await page
      .getByText(/platform/)
      .first()
      .waitFor();
    await screenshots(page, 'mandate');
  });
});
