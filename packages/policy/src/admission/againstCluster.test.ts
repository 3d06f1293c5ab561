import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askCluster } from './__testUtils__/askCluster';
import { clusterClient } from './__testUtils__/clusterClient';
import {
  clusterAnswersSchema,
  objectsOf,
  readSuites,
} from './__testUtils__/clusterSuite';
import type { ClusterAnswers } from './__testUtils__/clusterSuite';
import { evaluateSuite } from './__testUtils__/evaluateSuite';

jest.setTimeout(180_000);

/**
 * The cluster whose answers to dry-run requests ours must be. Without it, those of Kubernetes 1.36.3 are compared that were
 * recorded; with `MANDATE_ADMISSION_RECORD` set, they are recorded anew.
 */
const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;
const recordedFile = join(__dirname, '__fixtures__', 'clusterAnswers.json');
const suites = readSuites();

async function clusterAnswers(): Promise<ClusterAnswers> {
  if (!kubeconfig) {
    return clusterAnswersSchema.parse(
      JSON.parse(readFileSync(recordedFile, 'utf8')),
    );
  }
  const answers = await askCluster(clusterClient(kubeconfig), suites);
  if (process.env.MANDATE_ADMISSION_RECORD) {
    writeFileSync(recordedFile, `${JSON.stringify(answers, null, 1)}\n`);
  }
  return answers;
}

describe(`admission policies on defaulted objects, as ${
  kubeconfig ?? 'a recorded cluster'
} decides`, () => {
  let cluster: ClusterAnswers;

  beforeAll(async () => {
    cluster = await clusterAnswers();
  });

  it('is asked about more than a hundred objects', () => {
    expect(Object.keys(cluster.answers)).toHaveLength(
      suites.flatMap(objectsOf).length,
    );
    expect(Object.keys(cluster.answers).length).toBeGreaterThan(100);
  });

  it.each(suites.map(suite => [suite.name, suite] as const))(
    '%s',
    (_, suite) => {
      const expected = Object.fromEntries(
        objectsOf(suite).map(([key]) => [key, cluster.answers[key]]),
      );
      expect(evaluateSuite(suite, cluster)).toEqual(expected);
    },
  );
});
