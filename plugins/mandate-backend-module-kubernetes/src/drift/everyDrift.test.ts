import { SteppedClock } from '@mandate/embedded-cluster';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { type Fields, fieldsAt, listAt } from '@mandate/plugin-mandate-node';
import { deploy } from '../__testUtils__/changesOnCluster';
import { configMap, service } from '../__testUtils__/manifests';
import { ChangeDriver } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import {
  startEmbeddedTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { workloadsOfAllKinds } from '../__testUtils__/workloadsOfAllKinds';
import { driftDetector } from './driftDetector';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NAMESPACE = 'week';
const APPS = `/apis/apps/v1/namespaces/${NAMESPACE}`;
const target = targetIn(NAMESPACE);

const clock = new SteppedClock(Date.parse('2030-01-07T00:00:00Z'));
let cluster: TestCluster;

beforeAll(async () => {
  cluster = await startEmbeddedTestCluster({ clock });
  await enlarge('embedded-0');
  await enlarge('embedded-1');
  await deployAll();
});
afterAll(() => cluster.stop());

/** Their cron jobs run four times a day, not every five minutes: most of the time would be spent on jobs that are all alike. */
const workloads = workloadsOfAllKinds(50).map(workload =>
  workload.kind === 'CronJob'
    ? {
        ...workload,
        spec: { ...fieldsAt(workload, 'spec'), schedule: '0 */6 * * *' },
      }
    : workload,
);
const scaled = workloads.filter(
  ({ kind, spec }) => kind === 'Deployment' && fieldsAt(spec).replicas === 1,
);

/** All leave the one pod that was intended; one of them changes its mind with the use of the processor. */
function autoscaler(workload: ClusterObject): ClusterObject {
  const { name } = workload.metadata;
  const averageValue = workload === scaled[0] ? '40m' : '10m';
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 1,
      maxReplicas: 4,
      metrics: [
        {
          type: 'Resource',
          resource: {
            name: 'cpu',
            target: { type: 'AverageValue', averageValue },
          },
        },
      ],
    },
  };
}

/** Pods that wait for room are no ordinary week, and no autoscaler knows what they use. */
async function enlarge(node: string): Promise<void> {
  const amounts = { cpu: '200', memory: '500Gi', pods: '1000' };
  await cluster.patchAs('administrator', `/api/v1/nodes/${node}/status`, {
    status: { capacity: amounts, allocatable: amounts },
  });
}

async function deployAll(): Promise<void> {
  await deployObjects([
    ...workloads,
    service(),
    configMap({ file: 'x'.repeat(2_000) }),
  ]);
  await clock.advance(MINUTE, 1_000);
  await deployObjects(scaled.map(autoscaler));
  await clock.advance(MINUTE, 1_000);
}

async function deployObjects(objects: readonly ClusterObject[]): Promise<void> {
  const driver = new ChangeDriver({
    kind: deploy,
    target,
    clusters: cluster.access,
    changeId: 'chg-week',
  });
  await driver.run(await driver.plan({ objects }));
}

async function driftNow() {
  const detector = driftDetector({
    cluster: 'test',
    intervalSeconds: 3_600,
    now: () => new Date(clock.nowMs()),
  });
  return detector.detect({
    clusters: cluster.access,
    targets: {
      all: async () => [target],
      ofEntity: async () => [target],
      resolve: async () => target,
      dependants: async () => [],
    },
    unseen: () => {},
    signal: new AbortController().signal,
  });
}

function containersWith(
  { spec }: ClusterObject,
  change: Fields,
): { readonly template: object } {
  const [container] = listAt(spec, 'template', 'spec', 'containers');
  return {
    template: { spec: { containers: [{ ...container, ...change }] } },
  };
}

const [deployment, statefulSet, daemonSet, job, cronJob, autoscaled, another] =
  workloads;
const image = 'mandate.test/workload:v2';

/** What somebody does past Mandate: to which object, and to which of its fields. */
const drifts: readonly (readonly [ClusterObject, string, object])[] = [
  [deployment, `${APPS}/deployments`, { spec: { replicas: 7 } }],
  [statefulSet, `${APPS}/statefulsets`, { spec: { replicas: 3 } }],
  [
    daemonSet,
    `${APPS}/daemonsets`,
    { spec: containersWith(daemonSet, { image }) },
  ],
  [
    another,
    `${APPS}/deployments`,
    { spec: containersWith(another, { env: [{ name: 'A', value: 'other' }] }) },
  ],
  // Its replicas are the autoscaler's, and its memory is not.
  [
    autoscaled,
    `${APPS}/deployments`,
    {
      spec: containersWith(autoscaled, {
        resources: { requests: { cpu: '100m', memory: '3Gi' } },
      }),
    },
  ],
  [
    job,
    `/apis/batch/v1/namespaces/${NAMESPACE}/jobs`,
    { spec: { backoffLimit: 5 } },
  ],
  [
    cronJob,
    `/apis/batch/v1/namespaces/${NAMESPACE}/cronjobs`,
    { spec: { schedule: '0 3 * * *' } },
  ],
  [
    autoscaler(autoscaled),
    `/apis/autoscaling/v2/namespaces/${NAMESPACE}/horizontalpodautoscalers`,
    { spec: { maxReplicas: 40 } },
  ],
  [
    service(),
    `/api/v1/namespaces/${NAMESPACE}/services`,
    { spec: { ports: [{ name: 'http', port: 80, targetPort: 9090 }] } },
  ],
  [
    configMap({}),
    `/api/v1/namespaces/${NAMESPACE}/configmaps`,
    { data: { file: 'y' } },
  ],
];

it('50 workloads of all kinds do not drift in a week in which nobody touches them', async () => {
  for (let day = 0; day < 7; day += 1) {
    expect(await driftNow()).toEqual([]);
    await clock.advance(24 * HOUR, 6 * HOUR);
  }
  expect(await driftNow()).toEqual([]);
  expect(workloads).toHaveLength(50);
});

it('they drift as soon as somebody touches them, each one, and by whom is told', async () => {
  const touched: string[] = [];
  for (const [{ kind, metadata }, path, fields] of drifts) {
    await cluster.patchAs('kubectl-edit', `${path}/${metadata.name}`, fields);
    touched.push(`${kind} ${metadata.name}`);
    const findings = await driftNow();
    const found = findings.map(({ title }) => title.split(' of ')[0]);
    expect(found.toSorted()).toEqual(touched.toSorted());
    expect(findings.map(({ words }) => words)).toEqual(
      touched.map(() => expect.stringContaining('kubectl-edit changed')),
    );
  }
});
