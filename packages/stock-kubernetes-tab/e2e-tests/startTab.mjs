import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import {
  environment,
  lastLines,
  run,
} from '@mandate/launcher/src/commands.mjs';
import { root, yarn } from '@mandate/launcher/src/places.mjs';
import { answers, startCluster } from '@mandate/launcher/src/portal.mjs';
import { Problem } from '@mandate/launcher/src/problem.mjs';
import { step } from '@mandate/launcher/src/progress.mjs';
import { startService } from '@mandate/launcher/src/service.mjs';
import { readSettings } from '@mandate/launcher/src/settings.mjs';
import { freePort } from '@mandate/launcher/src/testing/freePort.mjs';

const PACKAGE = join(root, 'packages/stock-kubernetes-tab');

/**
 * Builds the pages, starts an embedded cluster and a backend with Backstage's own Kubernetes plugin beside it, on free ports.
 * What the scenario needs to know is in the environment afterwards; it runs in a process of its own.
 */
export async function startTab() {
  process.env.MANDATE_PORT = String(await freePort());
  const settings = readSettings();
  await buildPages(settings);
  const services = [];
  const stop = async () => {
    for (const service of services.splice(0).reverse()) {
      await service.stop();
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => stop().then(() => process.exit(1)));
  }
  try {
    services.push(await startCluster(settings));
    services.push(await startBackend(settings));
  } catch (error) {
    await stop();
    throw error;
  }
  process.env.MANDATE_TEST_URL = `http://localhost:${settings.port}`;
  process.env.MANDATE_TEST_CLUSTER = settings.variables.MANDATE_KUBECONFIG;
  process.env.MANDATE_TEST_ARTIFACTS = join(root, 'test-artifacts');
  return { stop };
}

async function buildPages({ variables }) {
  step('Building the pages of the tab');
  const { status, output, file } = await run(
    'kubernetes-tab-pages',
    yarn,
    ['workspace', 'stock-kubernetes-tab', 'build'],
    { env: environment(variables) },
  );
  if (status !== 0) {
    throw new Problem(
      `The pages could not be built. The whole log is ${file}; its end:\n\n${lastLines(
        output,
      )}`,
    );
  }
}

async function startBackend({ port, variables }) {
  step('Starting the backend of the tab');
  const service = startService({
    name: 'kubernetes-tab',
    title: 'The backend of the Kubernetes tab',
    args: [
      ...['--require', '@backstage/cli/config/nodeTransform.cjs'],
      join(PACKAGE, 'e2e-tests/backend.ts'),
      ...['--config', join(PACKAGE, 'e2e-tests/app-config.yaml')],
    ],
    cwd: join(PACKAGE, 'e2e-tests'),
    env: { ...variables, ...clusterOf(variables.MANDATE_KUBECONFIG) },
  });
  const health = `http://127.0.0.1:${port}/.backstage/health/v1/readiness`;
  await service.ready(() => answers(health), 120_000);
  return service;
}

/** What the configuration says of the cluster. */
function clusterOf(kubeconfig) {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const { server, caData } = config.getCurrentCluster();
  return {
    MANDATE_CLUSTER_URL: server,
    MANDATE_CLUSTER_CA: caData,
    MANDATE_CLUSTER_TOKEN: config.getCurrentUser().token,
  };
}
