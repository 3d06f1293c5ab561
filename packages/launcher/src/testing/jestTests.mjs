import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, run } from '../commands.mjs';
import { logs, node, root } from '../places.mjs';
import { Problem } from '../problem.mjs';
import { addCounts, jestCounts } from './counts.mjs';
import { givenPostgres, startPostgres } from './postgres.mjs';

const LIMIT_MS = 30 * 60_000;
/** Makes Jest load ES modules as such. It also forbids to load them in any other way, so not all packages can have it. */
const ES_MODULES = '--experimental-vm-modules';
/** One more than the processors of a small machine: many tests wait for a clock, a lease or another process. */
const UNIT_WORKERS = '3';
/** A real control plane has something to do as well. */
const CLUSTER_WORKERS = '2';
/** The packages whose tests accept any cluster. */
const CLUSTER_PACKAGES = [
  '@mandate/bootstrap',
  '@mandate/embedded-cluster',
  '@mandate/plugin-mandate-backend-module-kubernetes',
];

/** The only tests of the portal as a whole that are about a given cluster. */
const PORTAL_ON_CLUSTER = 'portalWithShippedRoles';

/** Unit tests of all packages; what has a database is tested on SQLite and on PostgreSQL. */
export async function runUnitTests(signal) {
  const postgres = givenPostgres() ?? (await startPostgres());
  const variables = {
    MANDATE_TEST_KUBECONFIG: '',
    BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING:
      postgres.connectionString,
  };
  try {
    return await runPackages('unit', testedPackages(), signal, {
      workers: UNIT_WORKERS,
      variables,
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
  const packages = testedPackages().filter(({ name }) =>
    CLUSTER_PACKAGES.includes(name),
  );
  return addCounts(
    await runPackages('cluster', packages, signal, {
      workers: CLUSTER_WORKERS,
    }),
    // By themselves: a portal wants a processor of its own.
    await runJest('cluster-portal', ['backend'], signal, {
      workers: CLUSTER_WORKERS,
      pattern: PORTAL_ON_CLUSTER,
    }),
  );
}

/** Packages with Jest tests, and whether their own test script has Jest load ES modules. */
function testedPackages() {
  return ['packages', 'plugins']
    .flatMap(parent =>
      readdirSync(join(root, parent)).map(name =>
        join(root, parent, name, 'package.json'),
      ),
    )
    .filter(file => existsSync(file))
    .map(file => JSON.parse(readFileSync(file, 'utf8')))
    .filter(({ scripts }) => scripts?.test?.includes('backstage-cli'))
    .map(({ name, scripts }) => ({
      name,
      esModules: scripts.test.includes(ES_MODULES),
    }));
}

/** Runs packages that have Jest load ES modules apart from those that do not. */
async function runPackages(name, packages, signal, { workers, variables }) {
  const namesOf = esModules =>
    packages
      .filter(each => each.esModules === esModules)
      .map(each => each.name);
  return addCounts(
    await runJest(name, namesOf(false), signal, { workers, variables }),
    await runJest(`${name}-es-modules`, namesOf(true), signal, {
      workers,
      variables: { ...variables, NODE_OPTIONS: ES_MODULES },
    }),
  );
}

/** All tests of packages, or those of the files that a pattern fits. */
async function runJest(
  name,
  packages,
  signal,
  { workers, pattern, variables = {} },
) {
  if (packages.length === 0) {
    return { passed: 0, failed: 0, skipped: 0 };
  }
  const results = join(logs, `${name}.json`);
  const { status, file } = await run(
    name,
    node,
    [
      join(root, 'node_modules/.bin/backstage-cli'),
      ...['repo', 'test', '--json', '--outputFile', results],
      ...(pattern ? ['--testPathPatterns', pattern] : []),
      ...['--maxWorkers', workers, '--selectProjects', ...packages],
    ],
    {
      signal,
      timeoutMs: LIMIT_MS,
      env: environment({
        CI: 'true',
        NODE_ENV: 'test',
        NODE_OPTIONS: '',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        ...variables,
      }),
    },
  );
  return { ...jestCounts(results, status), log: file };
}
