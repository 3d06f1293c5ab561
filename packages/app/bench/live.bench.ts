import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { Page } from 'playwright-core';
import { changePods } from './live/changePods';

/** A service of so many pods; fewer on a machine that has other things to do. */
const PODS = Number(process.env.MANDATE_BENCH_PODS ?? 2_000);
const CHANGED_PER_SECOND = 50;
const NAME = 'crowd';
const NAMESPACE = 'shop-dev';
const SECONDS = 8;
/** The deploy is verified first, and then so many pods have to start. */
const PATIENCE_MS = 600_000;

/** How a page drew while it was looked at. */
interface Drawing {
  /** Times between frames, in milliseconds, in order. */
  readonly frames: readonly number[];
  /** Scripts that held the page for 50 ms and more. */
  readonly longTasks: readonly number[];
}

/**
 * How smoothly the tab *Live* draws a service of 2,000 pods: while it stands still, while it is scrolled through, and
 * while it is scrolled through and up to 50 pods a second change: as many as cluster and portal manage beside a browser that
 * draws without a graphics card. It draws at most 60 frames a second.
 */
export async function run() {
  const state = mkdtempSync(join(tmpdir(), 'mandate-bench-'));
  process.env.MANDATE_STATE = state;
  const { startScenarioPortal } = await import(
    '../e2e-tests/fixtures/scenarioPortal.mjs'
  );
  const { launchBrowser } = await import('../e2e-tests/fixtures/browser.mjs');
  const portal = await startScenarioPortal();
  try {
    const { deployed, inCatalog } = await import(
      '../e2e-tests/fixtures/portalApi.mjs'
    );
    const { examplesInForce } = await import(
      '../e2e-tests/fixtures/examplesInForce.mjs'
    );
    await examplesInForce();
    await deployed({ name: NAME, environment: 'dev' });
    await inCatalog(NAME);
    const crowd = await crowded();
    const browser = await launchBrowser();
    const page = await openLive(browser);
    const still = await drawing(page, { isScrolled: false });
    const scrolled = await drawing(page, { isScrolled: true });
    const stopChanging = changePods({
      ...crowd,
      namespace: NAMESPACE,
      perSecond: CHANGED_PER_SECOND,
    });
    const changing = await drawing(page, { isScrolled: true });
    const changed = await stopChanging();
    await browser.close();
    return [
      ...figures('still', still),
      ...figures('scrolled', scrolled),
      ...figures(
        `scrolled, ${Math.round(changed)} pods a second change`,
        changing,
      ),
    ];
  } finally {
    await portal.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** Scales the service past the portal, whose mandate allows far fewer pods, and waits until they run. */
async function crowded() {
  const config = new KubeConfig();
  config.loadFromFile(process.env.MANDATE_TEST_CLUSTER ?? '');
  const core = config.makeApiClient(CoreV1Api);
  const amounts = { cpu: '4000', memory: '16000Gi', pods: '5000' };
  await core.createNode({
    body: {
      metadata: { name: 'bench' },
      status: { capacity: amounts, allocatable: amounts },
    },
  });
  const { openCluster } = await import('../e2e-tests/fixtures/cluster.mjs');
  await openCluster().editReplicas(NAMESPACE, NAME, PODS);
  const until = Date.now() + PATIENCE_MS;
  while ((await runningPods(core)) < PODS) {
    if (Date.now() > until) {
      throw new Error(
        `Of ${PODS} pods ${await runningPods(core)} run after ten minutes.`,
      );
    }
    await pause(1_000);
  }
  const { items } = await core.listNamespacedPod({ namespace: NAMESPACE });
  return { config, names: items.map(pod => pod.metadata?.name ?? '') };
}

async function runningPods(core: CoreV1Api): Promise<number> {
  const { items } = await core.listNamespacedPod({
    namespace: NAMESPACE,
    fieldSelector: 'status.phase=Running',
  });
  return items.length;
}

async function openLive(
  browser: Awaited<
    ReturnType<typeof import('playwright-core').chromium.launch>
  >,
): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
  });
  const url = process.env.MANDATE_TEST_URL ?? '';
  await page.goto(
    `${url}/catalog/default/component/${NAME}/live?environment=dev`,
  );
  await page.getByRole('button', { name: /sign in as developer/i }).click();
  await page
    .getByText(`${PODS} of ${PODS} pods are ready.`)
    .waitFor({ timeout: PATIENCE_MS });
  return page;
}

/** Counts frames and long tasks in the page itself, while it scrolls by itself as a wheel would. */
function drawing(
  page: Page,
  { isScrolled }: { readonly isScrolled: boolean },
): Promise<Drawing> {
  return page.evaluate(
    async ({ durationMs, stepPx }) => {
      const area = document.querySelector<HTMLElement>(
        '[role="grid"] [role="rowgroup"]',
      );
      if (!area) {
        throw new Error('The page shows no pods.');
      }
      const frames: number[] = [];
      const longTasks: number[] = [];
      const observer = new PerformanceObserver(list =>
        longTasks.push(...list.getEntries().map(({ duration }) => duration)),
      );
      observer.observe({ entryTypes: ['longtask'] });
      await new Promise<void>(resolve => {
        const began = performance.now();
        let last = began;
        const frame = () => {
          const now = performance.now();
          frames.push(now - last);
          last = now;
          if (now - began > durationMs) {
            resolve();
            return;
          }
          const end = area.scrollHeight - area.clientHeight;
          area.scrollTop = area.scrollTop >= end ? 0 : area.scrollTop + stepPx;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      observer.disconnect();
      return { frames, longTasks };
    },
    { durationMs: SECONDS * 1_000, stepPx: isScrolled ? 90 : 0 },
  );
}

function figures(when: string, { frames, longTasks }: Drawing) {
  const ordered = [...frames].sort((left, right) => left - right);
  const at = (share: number) =>
    Math.round(ordered[Math.floor((ordered.length - 1) * share)]);
  return [
    {
      name: `${PODS} pods, ${when}: frames`,
      value: Math.round(frames.length / SECONDS),
      unit: '/s',
    },
    {
      name: `${PODS} pods, ${when}: between frames, 95th percentile`,
      value: at(0.95),
      unit: 'ms',
    },
    {
      name: `${PODS} pods, ${when}: longest between frames`,
      value: at(1),
      unit: 'ms',
    },
    {
      name: `${PODS} pods, ${when}: scripts of 50 ms and more, longest`,
      value: Math.round(Math.max(0, ...longTasks)),
      unit: 'ms',
    },
  ];
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
