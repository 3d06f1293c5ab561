import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  call,
  eventually,
  get,
  propose,
  waitForChange,
  webService,
} from '../fixtures/portalApi.mjs';
import { openCluster } from '../fixtures/cluster.mjs';
import { screenshots } from '../fixtures/screenshots.mjs';
import { useBrowser } from '../fixtures/visitor.mjs';

/** The example freeze is about this component, all year round. */
const NAME = 'legacy-billing';
const incident = 'https://incidents.example.com/12';

describe('a freeze keeps changes waiting, and what people do against it is on record', () => {
  const browser = useBrowser();
  let frozen;
  let approved;

  test('a change in a freeze stays queued and says until when', async () => {
    await eventually(async () => {
      const { windows } = await get('auditor', calendarPath());
      return windows.some(({ name }) => name.endsWith(`/${NAME}`));
    }, 'the freeze is in force');
    frozen = await propose(
      'developer',
      webService({ name: NAME, environment: 'dev', reason: 'A small fix.' }),
    );
    await eventually(async () => {
      const { state, statusWords } = await get(
        'auditor',
        `/api/mandate/changes/${frozen.id}`,
      );
      return (
        state === 'queued' &&
        /^Waits: the freeze 'Legacy billing stays as it is' (lasts until|has no end)/.test(
          statusWords,
        )
      );
    }, 'the change waits for the freeze');
    assert.equal(await openCluster().deployment('shop-dev', NAME), undefined);
  });

  test('a newer deploy of the same target takes its place, and the calendar shows it', async () => {
    const earlier = frozen;
    frozen = await propose(
      'developer',
      webService({ name: NAME, environment: 'dev', reason: 'Another fix.' }),
    );
    await waitForChange(earlier.id, 'superseded');
    const { page } = await browser.signIn('developer', '/calendar');
    await page
      .getByRole('heading', { name: /freeze.* in effect now.*Legacy billing/ })
      .waitFor();
    await page
      .getByRole('table', { name: 'Planned and running changes' })
      .getByRole('link', { name: frozen.title })
      .first()
      .waitFor();
    await screenshots(page, 'calendar-week');
    await page.getByRole('radio', { name: 'A month' }).click();
    await page.waitForURL(/view=month/);
    await screenshots(page, 'calendar-month');
  });

  test('who is not in the named group cannot override it', async () => {
    const { status, body } = await call(
      'developer',
      `/api/mandate/changes/${frozen.id}/override`,
      { method: 'POST', body: { reason: 'I want to.' } },
    );
    assert.equal(status, 403);
    assert.match(body.error.message, /lack the permission/);
  });

  test('the platform overrides it on the change’s page with a reason, and it runs', async () => {
    const { page } = await browser.signIn(
      'platform-engineer',
      `/changes/${frozen.id}`,
    );
    await page.getByRole('button', { name: 'Override the freeze…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('textbox', { name: /Reason/ })
      .fill('Invoices are wrong since noon.');
    await dialog.getByRole('button', { name: 'Override and start' }).click();
    await page
      .getByText('A freeze was overridden for this change')
      .first()
      .waitFor();
    await waitForChange(frozen.id, 'succeeded');
    await screenshots(page, 'change-overridden');
  });

  test('the glass is broken for a change that lacks its approvals, and it runs at once', async () => {
    approved = await propose(
      'developer',
      webService({
        name: 'emergency',
        environment: 'prod',
        reason: 'Checkout is down.',
      }),
    );
    assert.equal(approved.state, 'awaiting-approval');
    const { page } = await browser.signIn(
      'platform-engineer',
      `/changes/${approved.id}`,
    );
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Break the glass…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /Incident/ }).fill(incident);
    await dialog
      .getByRole('textbox', { name: /Reason/ })
      .fill('Nobody of security answers.');
    await dialog
      .getByRole('button', { name: 'Break the glass and run' })
      .click();
    await page
      .getByText(/The glass was broken/)
      .first()
      .waitFor();
    await waitForChange(approved.id, 'succeeded');
  });

  test('security was told at once, and the next broken glass is refused until it is reviewed', async () => {
    await eventually(async () => {
      const { notifications } = await get(
        'security-officer',
        '/api/notifications?limit=50',
      );
      return notifications.some(({ payload }) =>
        /^Glass broken: /.test(payload.title),
      );
    }, 'security has a notification');
    const next = await propose(
      'developer',
      webService({ name: 'emergency-two', environment: 'prod' }),
    );
    const { status, body } = await call(
      'platform-engineer',
      `/api/mandate/changes/${next.id}/break-glass`,
      { method: 'POST', body: { reason: 'Again.', incident } },
    );
    assert.equal(status, 403);
    assert.match(body.error.message, /not reviewed yet/);
    await call('developer', `/api/mandate/changes/${next.id}/withdraw`, {
      method: 'POST',
      body: {},
    });
  });

  test('security reviews both on the calendar page, and the verdict is on the change', async () => {
    const { page } = await browser.signIn('security-officer', '/calendar');
    const reviews = page.getByRole('table', {
      name: 'Interventions to review',
    });
    await reviews.getByText('Broken glass').waitFor();
    await screenshots(page, 'calendar-reviews');
    for (const left of [1, 0]) {
      await page.getByRole('button', { name: 'Review…' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('It was justified', { exact: true }).click();
      await dialog
        .getByRole('textbox', { name: /Reason/ })
        .fill('The incident shows it.');
      await dialog.getByRole('button', { name: 'Record my verdict' }).click();
      await dialog.waitFor({ state: 'detached' });
      await eventually(
        async () =>
          (await page.getByRole('button', { name: 'Review…' }).count()) ===
          left,
        `${left} interventions are left to review`,
      );
    }
    const { interventions } = await get(
      'auditor',
      `/api/mandate/changes/${approved.id}`,
    );
    assert.equal(interventions[0].review.verdict, 'justified');
  });

  test('the ledger has the override, the broken glass and the reviews', async () => {
    for (const kind of ['freeze', 'override', 'break-glass', 'review-done']) {
      const { items } = await get(
        'auditor',
        `/api/mandate/ledger/entries?kind=${kind}&limit=10`,
      );
      assert.ok(items.length > 0, kind);
    }
  });
});

function calendarPath() {
  const from = new Date();
  const until = new Date(from.getTime() + 7 * 86_400_000);
  return `/api/mandate/calendar?from=${from.toISOString()}&until=${until.toISOString()}`;
}
