import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, state } from './places.mjs';
import { step } from './progress.mjs';
import { startService } from './service.mjs';

const TRANSFORM = ['--require', '@backstage/cli/config/nodeTransform.cjs'];

/** Starts the embedded Kubernetes API and waits until its kubeconfig is written. */
export async function startCluster(settings) {
  step('Starting the embedded cluster');
  const kubeconfig = settings.variables.MANDATE_KUBECONFIG;
  const service = startService({
    name: 'cluster',
    title: 'The embedded cluster',
    args: [
      ...TRANSFORM,
      join(root, 'packages/embedded-cluster/src/bin/embeddedCluster.ts'),
      '--data',
      join(state, 'cluster.sqlite'),
      '--kubeconfig',
      kubeconfig,
    ],
    env: settings.variables,
  });
  await service.ready(
    () =>
      /ready/i.test(readFileSync(service.file, 'utf8')) &&
      existsSync(kubeconfig),
    30_000,
  );
  return service;
}

/** Starts the backend, which also serves the pages, and waits until it answers. */
export async function startPortal(settings, configs = []) {
  step('Starting the portal');
  const service = startService({
    name: 'portal',
    title: 'The portal',
    args: [
      ...TRANSFORM,
      join(root, 'packages/backend/src/index.ts'),
      ...['app-config.yaml', ...configs].flatMap(file => [
        '--config',
        resolve(root, file),
      ]),
    ],
    env: settings.variables,
  });
  const health = `http://127.0.0.1:${settings.port}/.backstage/health/v1/readiness`;
  await service.ready(() => answers(health), 120_000);
  return service;
}

/** Whether something answers there, and well. */
export async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
