import { describe, test } from 'node:test';
import { deployed, inCatalog } from '../fixtures/portalApi.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'warehouse';

describe('what runs now', () => {
  const browser = useBrowser();

  test('is shown live on the entity page, with pods, their logs and events', async () => {
    await deployed({ name: NAME, environment: 'dev' });
    await inCatalog(NAME);
    const { page } = await browser.signIn(
      'developer',
      `/catalog/default/component/${NAME}/live?environment=dev`,
    );
    await page.getByText(/\d of \d pods are ready\./).waitFor();
    await page.getByText('Live', { exact: true }).last().waitFor();
    const pods = page.getByRole('grid', { name: 'Pods in dev' });
    await pods.getByText('Ready').first().waitFor();
    await page.getByRole('table', { name: 'Events in dev' }).waitFor();
    await screenshots(page, 'live');

    await pods.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Log of / }).waitFor();
  });

  test('clusters tell how they are, and what is kept of them', async () => {
    const { page } = await browser.signIn('platform-engineer', '/clusters');
    await page.getByText('1 of 1 cluster is well.').waitFor();
    await page.getByRole('row', { name: /^Pod Follows/ }).waitFor();
    await screenshots(page, 'clusters');
  });
});
