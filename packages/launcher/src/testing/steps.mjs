import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places.mjs';
import { runBrowserScenarios } from './browserScenarios.mjs';
import { runChecks } from './checks.mjs';
import { runClusterTests, runUnitTests } from './jestTests.mjs';
import { runLauncherTests } from './launcherTests.mjs';

/**
 * What `npm test` runs, in order; quick ones first. A step answers the counts of its tests.
 *
 * @type {{ name: string, title: string, run(signal: AbortSignal): Promise<object> }[]}
 */
export const steps = [
  {
    name: 'prettier',
    title: 'Formatting',
    run: signal => runChecks('prettier', ['prettier', '--check', '.'], signal),
  },
  {
    name: 'types',
    title: 'Types',
    // An incremental run writes the members of unions in another order, and the reports compare them.
    run: signal =>
      runChecks('types', ['tsc', '--incremental', 'false'], signal),
  },
  {
    name: 'lint',
    title: 'Lint',
    run: signal => runChecks('lint', ['backstage-cli', 'repo', 'lint'], signal),
  },
  {
    name: 'generated',
    title: 'Generated files',
    run: async signal =>
      hasReports()
        ? runChecks('generated', [...reportCommand(), '--ci'], signal)
        : unneeded('there are no API reports'),
  },
  {
    name: 'openapi',
    title: 'OpenAPI descriptions',
    run: signal =>
      runChecks(
        'openapi',
        ['backstage-repo-tools', 'repo', 'schema', 'openapi', 'lint'],
        signal,
      ),
  },
  { name: 'launcher', title: 'Launcher', run: runLauncherTests },
  { name: 'unit', title: 'Unit tests', run: runUnitTests },
  {
    name: 'cluster',
    title: 'Real cluster',
    run: async signal =>
      process.env.MANDATE_TEST_KUBECONFIG
        ? runClusterTests(signal)
        : unneeded('MANDATE_TEST_KUBECONFIG names none'),
  },
  { name: 'browser', title: 'Browser scenarios', run: runBrowserScenarios },
];

/** What `yarn api-reports` runs, so that both always mean the same reports. */
function reportCommand() {
  const { scripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  return scripts['api-reports'].split(' ');
}

function unneeded(words) {
  return { passed: 0, failed: 0, skipped: 0, unneeded: true, words };
}

function hasReports() {
  return ['packages', 'plugins'].some(parent =>
    readdirSync(join(root, parent)).some(name =>
      existsSync(join(root, parent, name, 'report.api.md')),
    ),
  );
}
