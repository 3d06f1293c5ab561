import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCluster } from '../fixtures/cluster.mjs';
import {
  chooseEntity,
  chooseEnvironment,
  sendForm,
} from '../fixtures/createForm.mjs';
import { formIsThere, get } from '../fixtures/portalApi.mjs';
import { screenshot } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

const NAME = 'gift-cards';
/** It belongs to no system, so it has a namespace of its own. */
const NAMESPACE = `${NAME}-dev`;
const SECRET = 'gift-cards-login';
const PASSWORD = 'correct-horse-battery';

describe('a form that names a Secret and asks for much', () => {
  const browser = useBrowser();

  for (const colorScheme of ['light', 'dark']) {
    test(`tells a secret from its name, and what goes beyond a limit, before anything is proposed (${colorScheme})`, async () => {
      const { page, errors } = await openForm(colorScheme);
      errors.expect(/^Form validation failed/);
      const secret = page.getByRole('textbox', {
        name: /^Secret with the password/,
      });
      await secret.fill('Tr0ub4dor&3');
      await page.getByText(/^This looks like the secret itself/).waitFor();
      await screenshot(page, `secret-refused-${colorScheme}`);
      await secret.fill('not-there-yet');
      await next(page, /^Container image/);
      await next(page, /Memory/);
      await choose(page, /Memory/, '8Gi');
      await page.getByText('8 of the 8 that may run here').waitFor();
      await page
        .getByRole('button', { name: 'Show what will be decided' })
        .click();
      await page
        .getByText(/^Its configuration is complete: no.*Secret 'not-there-yet'/)
        .waitFor();
      await screenshot(page, `limit-kept-${colorScheme}`);

      await choose(page, /Memory/, 'Another size…');
      await page.getByRole('textbox', { name: 'Size' }).fill('12Gi');
      await page.getByText(/^12 is more than the 8/).waitFor();
      await page
        .getByText('The form says something else now. Show it again.')
        .waitFor();
      await page
        .getByRole('button', { name: 'Show what will be decided' })
        .click();
      await page.getByText(/^This will ask/).waitFor();
      await screenshot(page, `limit-exceeded-${colorScheme}`);
    });
  }

  test('only the name of the Secret is in the plan and in what runs', async () => {
    const cluster = openCluster();
    await cluster.makeNamespace(NAMESPACE);
    await cluster.makeSecret(NAMESPACE, SECRET, { password: PASSWORD });
    const { page } = await openForm('light');
    await page
      .getByRole('textbox', { name: /^Secret with the password/ })
      .fill(SECRET);
    const id = await sendForm(page);
    await page.getByText('Succeeded').first().waitFor({ timeout: 120_000 });
    const change = await get('auditor', `/api/mandate/changes/${id}`);
    const words = JSON.stringify(change);
    assert.ok(words.includes(SECRET));
    assert.ok(!words.includes(PASSWORD), 'the password is nowhere');
    const stateful = await cluster.statefulSet(NAMESPACE, NAME);
    const [container] = stateful.spec.template.spec.containers;
    const names = JSON.stringify([
      container,
      stateful.spec.template.spec.volumes,
    ]);
    assert.ok(
      names.includes(`"name":"${SECRET}"`) ||
        names.includes(`"secretName":"${SECRET}"`),
      names,
    );
    assert.ok(!names.includes(PASSWORD));
  });

  test('asks how far a stack grows only as long as it grows', async () => {
    await formIsThere('web-stack');
    const { page } = await browser.signIn(
      'developer',
      '/create/templates/default/web-stack',
    );
    await page.getByRole('textbox', { name: /^Name/ }).fill('poster-shop');
    await chooseEntity(page, /^Owner/, 'Shop');
    await chooseEnvironment(page, 'Development');
    await next(page, /^Container image/);
    await page
      .getByRole('textbox', { name: /^Container image/ })
      .fill('mandate.test/workload:v1');
    await page.getByRole('textbox', { name: /^Secret/ }).fill('poster-shop');
    await next(page, /^Gateway namespace/);
    await next(page, /^Bandwidth/);
    const most = page.getByText('Copies at most');
    await most.first().waitFor();
    await page.getByRole('checkbox', { name: /^Grow under load/ }).click();
    await most.first().waitFor({ state: 'detached' });
    await screenshot(page, 'form-without-growth');
    await page.getByRole('checkbox', { name: /^Grow under load/ }).click();
    await most.first().waitFor();
    await screenshot(page, 'form-with-growth');
    await page.getByRole('checkbox', { name: /^Grow under load/ }).click();
    await most.first().waitFor({ state: 'detached' });
    await next(page, /^Database CPU/);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Review' }).click();
    // What was filled in before stays in the form's data, and is not sent.
    await page.getByRole('cell', { name: 'Grow under load' }).waitFor();
    assert.equal(await page.getByText(/Copies at most|^Maximum$/).count(), 0);
    await screenshot(page, 'review-without-growth');
  });

  async function openForm(colorScheme) {
    await formIsThere('postgresql-database');
    const visited = await browser.signIn(
      'developer',
      '/create/templates/default/postgresql-database',
      { colorScheme },
    );
    const { page } = visited;
    await page.getByRole('textbox', { name: /^Name/ }).fill(NAME);
    await chooseEntity(page, /^Owner/, 'Shop');
    await chooseEnvironment(page, 'Development');
    await page.getByText('Runs by itself').waitFor();
    await next(page, /^Secret with the password/);
    return visited;
  }
});

/** Goes to the step that has a field of this name. */
async function next(page, field) {
  await page.getByRole('button', { name: 'Next' }).click();
  await page
    .getByRole('textbox', { name: field })
    .or(page.getByRole('button', { name: field }))
    .first()
    .waitFor();
}

async function choose(page, field, option) {
  await page.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
