import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * How long the portal takes to answer after its start, and a person to see the first page and the home page behind the
 * sign-in; on fresh SQLite files, with the pages built before and an empty browser cache.
 */
export async function run() {
  const state = mkdtempSync(join(tmpdir(), 'mandate-bench-'));
  process.env.MANDATE_STATE = state;
  const { startScenarioPortal } = await import(
    '../e2e-tests/fixtures/scenarioPortal.mjs'
  );
  const { launchBrowser } = await import('../e2e-tests/fixtures/browser.mjs');
  const { ensurePagesBuilt } = await import(
    '@mandate/launcher/src/portalBuild.mjs'
  );
  const { readSettings } = await import('@mandate/launcher/src/settings.mjs');
  await ensurePagesBuilt(readSettings().variables);

  const started = performance.now();
  const portal = await startScenarioPortal();
  const readyMs = performance.now() - started;
  try {
    const browser = await launchBrowser();
    const pages = await measurePages(browser);
    await browser.close();
    return [
      figure('cluster and portal answer after their start', readyMs),
      ...pages,
    ];
  } finally {
    await portal.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

async function measurePages(
  browser: Awaited<
    ReturnType<typeof import('playwright-core').chromium.launch>
  >,
) {
  const page = await browser.newPage();
  const opened = performance.now();
  await page.goto(process.env.MANDATE_TEST_URL ?? '');
  const signIn = page.getByRole('button', { name: /sign in as developer/i });
  await signIn.waitFor();
  const firstPageMs = performance.now() - opened;

  const chosen = performance.now();
  await signIn.click();
  await page.getByText('What needs me').waitFor();
  return [
    figure('first page (sign-in) is there', firstPageMs),
    figure('home page is there after signing in', performance.now() - chosen),
  ];
}

function figure(name: string, value: number) {
  return { name, value: Math.round(value), unit: 'ms' };
}
