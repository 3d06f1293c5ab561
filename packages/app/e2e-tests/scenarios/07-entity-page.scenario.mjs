import { describe, test } from 'node:test';
import {
  deployed,
  inCatalog,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { screenshot, screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'newsletter';
const PAGE = `/catalog/default/component/${NAME}`;

describe('the entity page', () => {
  const browser = useBrowser();

  test('shows compliance, costs, health, boundaries and activity of what runs, and what a pending change would add', async () => {
    await deployed({ name: NAME, environment: 'dev' });
    await inCatalog(NAME);
    const pending = await propose(
      'developer',
      webService({ name: NAME, environment: 'prod' }),
    );
    await waitForChange(pending.id, 'awaiting-approval');

    const { page } = await browser.signIn('developer', PAGE);
    const card = name => page.getByRole('region', { name, exact: true });
    await card('Compliance')
      .getByText(/^dev: /)
      .waitFor();
    await card('Costs')
      .getByText(/€.* a month/)
      .first()
      .waitFor();
    await card('Costs').getByText('Not finished changes would add').waitFor();
    await card('Costs').getByRole('link', { name: pending.title }).waitFor();
    await card('Health').getByText('Healthy').waitFor();
    await card('Activity').getByRole('list', { name: 'Activity' }).waitFor();
    await card('What automation may do here').waitFor();
    await screenshots(page, 'entity-page');
  });

  test('a person proposes a scale from it after seeing what will happen', async () => {
    const { page } = await browser.signIn('developer', PAGE);
    await page
      .getByRole('region', { name: 'Activity' })
      .getByRole('button', { name: 'Actions' })
      .click();
    await page.getByRole('menuitem', { name: 'Scale…' }).click();
    const dialog = page.getByRole('dialog', { name: `Scale ${NAME}` });
    await dialog.getByRole('textbox', { name: /Number of pods/ }).fill('3');
    await dialog.getByRole('button', { name: 'Show what will happen' }).click();
    await dialog.getByText('This will run by itself.').waitFor();
    await screenshot(page, 'propose-scale');
    await dialog.getByRole('button', { name: 'Scale now' }).click();
    await dialog.getByRole('link', { name: 'Open the change' }).click();
    await page.getByText('Succeeded').first().waitFor({ timeout: 90_000 });
  });
});
