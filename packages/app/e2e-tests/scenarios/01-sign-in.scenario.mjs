import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { screenshots } from '../fixtures/screenshots.mjs';
import { roleTitles, useBrowser } from '../fixtures/visitor.mjs';

describe('signing in', () => {
  const browser = useBrowser();

  test('the sign-in page offers the roles of the example organisation', async () => {
    const { page } = await browser.visit();
    await page.goto('/');
    for (const title of Object.values(roleTitles)) {
      await page.getByRole('button', { name: `Sign in as ${title}` }).waitFor();
    }
    await screenshots(page, 'sign-in');
  });

  for (const [role, title] of Object.entries(roleTitles)) {
    test(`a visitor can be the ${title}, and still is after a reload`, async () => {
      const { page } = await browser.signIn(role);
      await page.reload();
      await page.getByRole('link', { name: 'Changes' }).first().waitFor();
      assert.equal(
        await page.getByRole('button', { name: /^Sign in as/ }).count(),
        0,
      );
      if (role === 'developer') {
        await screenshots(page, 'home');
      }
    });
  }
});
