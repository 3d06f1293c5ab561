import { imagesOf } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import {
  allPassing,
  ChangeDriver,
  notPassing,
} from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { deployKind } from '../kinds/deploy/deployKind';
import { restartKind } from '../kinds/restart/restartKind';
import { rollbackKind } from '../kinds/rollback/rollbackKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(90_000);

const options = {
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(),
  templates: new ApprovedTemplates(new TemplateFolders({ directories: [] })),
};
const deploy = deployKind(options);
const namespace = `t-${randomUUID().slice(0, 8)}`;
const target = targetIn(namespace, {
  workload: { kind: 'StatefulSet', name: 'db' },
});

let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => {
  await cluster.access.remove(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', name: namespace },
    {},
  );
  await cluster.stop();
});

const statefulSet: ClusterObject = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db' },
  spec: {
    replicas: 2,
    serviceName: 'db',
    selector: { matchLabels: { app: 'db' } },
    template: {
      metadata: { labels: { app: 'db' } },
      spec: {
        containers: [{ name: 'db', image: 'mandate.test/workload:v1' }],
      },
    },
  },
};

async function carryOut<Input>(kind: ChangeKind<Input>, input: unknown) {
  const driver = new ChangeDriver({
    kind,
    target,
    clusters: cluster.access,
    changeId: `chg-${randomUUID().slice(0, 8)}`,
  });
  const plan = await driver.plan(input);
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  return plan;
}

async function images(): Promise<readonly string[]> {
  const live = await cluster.access.read('test', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    namespace,
    name: 'db',
  });
  return live ? imagesOf(live) : [];
}

it('a StatefulSet is deployed, updated and restarted like a Deployment', async () => {
  await carryOut(deploy, { objects: [statefulSet] });
  await carryOut(deploy, { image: 'mandate.test/workload:v2' });
  await carryOut(restartKind(options), {});
  expect(await images()).toEqual(['mandate.test/workload:v2']);
});

/** The embedded cluster keeps no ControllerRevisions. */
const onRealCluster = process.env.MANDATE_TEST_KUBECONFIG
  ? describe
  : describe.skip;

onRealCluster('on a real cluster', () => {
  it('goes back past the restart', async () => {
    await carryOut(rollbackKind(options), {});
    expect(await images()).toEqual(['mandate.test/workload:v1']);
  });
});
