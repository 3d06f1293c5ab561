import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environment, run } from '../commands.mjs';
import { logs, node, root } from '../places.mjs';
import { Problem } from '../problem.mjs';
import { jestCounts } from './counts.mjs';
import { givenPostgres, startPostgres } from './postgres.mjs';

const LIMIT_MS = 25 * 60_000;
/** The packages whose tests accept any cluster. */
const CLUSTER_PACKAGES = [
  '@mandate/embedded-cluster',
  '@mandate/plugin-mandate-backend-module-kubernetes',
];

/** Unit tests of all packages; what has a database is tested on SQLite and on PostgreSQL. */
export async function runUnitTests(signal) {
  const postgres = givenPostgres() ?? (await startPostgres());
  try {
    return await runJest('unit', [], signal, {
      MANDATE_TEST_KUBECONFIG: '',
      BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING:
        postgres.connectionString,
    });
  } finally {
    await postgres.stop();
  }
}

/** The tests that hold against a real control plane, against the one that `MANDATE_TEST_KUBECONFIG` names. */
export async function runClusterTests(signal) {
  const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG ?? '';
  if (!existsSync(kubeconfig)) {
    throw new Problem(
      `MANDATE_TEST_KUBECONFIG names '${kubeconfig}', and there is no such file. Start the cluster that it should name, or unset it.`,
    );
  }
  return runJest(
    'cluster',
    // One at a time: the tests share the cluster.
    ['--selectProjects', ...CLUSTER_PACKAGES, '--maxWorkers', '1'],
    signal,
    {},
  );
}

async function runJest(name, args, signal, variables) {
  const results = join(logs, `${name}.json`);
  const { status, file } = await run(
    name,
    node,
    [
      join(root, 'node_modules/.bin/backstage-cli'),
      ...['repo', 'test', '--json', '--outputFile', results],
      ...(args.includes('--maxWorkers') ? [] : ['--maxWorkers', '2']),
      ...args,
    ],
    {
      signal,
      timeoutMs: LIMIT_MS,
      env: environment({
        CI: 'true',
        NODE_ENV: 'test',
        // Packages that use Kubernetes' client, which is an ES module only, need it; it does not hurt the others.
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        ...variables,
      }),
    },
  );
  return { ...jestCounts(results, status), log: file };
}
