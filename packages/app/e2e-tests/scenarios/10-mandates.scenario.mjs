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

  test('a reviewer confirms a mandate, and who is none sees why not', async () => {
    const { page } = await browser.signIn(
      'security-officer',
      '/mandates/core-services',
    );
    const reviews = page.getByRole('region', { name: 'Reviews' });
    await reviews.getByText('Nobody has reviewed it here yet.').waitFor();
    await reviews.getByRole('button', { name: 'Review…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('The limits are still right.');
    await dialog.getByRole('button', { name: 'Record my review' }).click();
    await reviews.getByText(/The limits are still right\./).waitFor();
    await screenshots(page, 'mandate-reviewed');

    const { page: other } = await browser.signIn(
      'developer',
      '/mandates/core-services',
    );
    await other.getByText(/and you are not one/).waitFor();
  });
});
