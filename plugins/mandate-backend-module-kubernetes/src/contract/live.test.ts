import { randomUUID } from 'node:crypto';
import { deployment } from '../__testUtils__/manifests';
import { targetIn } from '../__testUtils__/targets';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { ClusterHealth } from '../clusters/ClusterHealth';
import { LiveReading } from '../live/LiveReading';
import { ClusterReflectors } from '../reflector/ClusterReflectors';
import { everyCluster } from '../reflector/shards/ReflectorShards';

jest.setTimeout(60_000);

const namespace = `t-${randomUUID().slice(0, 8)}`;
const own = { apiVersion: 'v1', kind: 'Namespace', name: namespace };
const target = targetIn(namespace);

let cluster: TestCluster;
let reflectors: ClusterReflectors;
let changes: ReadonlySet<string>[];

beforeAll(async () => {
  cluster = await startTestCluster();
  changes = [];
  reflectors = new ClusterReflectors({
    registry: cluster.registry,
    shards: everyCluster,
    onChange: (_, namespaces) => changes.push(namespaces),
  });
  const { name, ...type } = own;
  await cluster.access.apply('test', { ...type, metadata: { name } }, {});
});
afterAll(async () => {
  await reflectors.stop();
  await cluster.access.remove('test', own, {});
  await cluster.stop();
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) {
      throw new Error('It did not become so within 30 s.');
    }
    await new Promise(resolve => {
      setTimeout(resolve, 100);
    });
  }
}

it('what runs is read at first, and followed from then on', async () => {
  const live = new LiveReading({ registry: cluster.registry, reflectors });
  expect(await live.of(target)).toMatchObject({
    status: 'known',
    freshness: 'read',
    words: 'Nothing is deployed here yet.',
  });
  await until(async () => (await live.of(target)).freshness === 'live');
  changes.length = 0;
  const object = deployment({ replicas: 2 });
  await cluster.access.apply(
    'test',
    { ...object, metadata: { ...object.metadata, namespace } },
    {},
  );
  await until(async () => {
    const { pods } = await live.of(target);
    return pods.filter(({ status }) => status === 'ready').length === 2;
  });
  const { words, workloads, pods } = await live.of(target);
  expect(words).toBe('2 of 2 pods are ready.');
  expect(workloads).toEqual([
    {
      kind: 'Deployment',
      name: 'checkout',
      ready: expect.any(Number),
      desired: 2,
      images: ['mandate.test/workload:v1'],
    },
  ]);
  expect(pods[0]).toMatchObject({
    workload: 'checkout',
    containers: ['checkout'],
    node: expect.stringMatching(/./),
  });
  expect(changes.some(namespaces => namespaces.has(namespace))).toBe(true);
});

it('a DaemonSet counts by the nodes that it runs on', async () => {
  const live = new LiveReading({ registry: cluster.registry, reflectors });
  const labels = { app: 'checkout-agent' };
  await cluster.access.apply(
    'test',
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'checkout-agent', namespace, labels },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'agent', image: 'mandate.test/workload:v1' }],
          },
        },
      },
    },
    {},
  );
  const nodes = await cluster.access.list('test', {
    apiVersion: 'v1',
    kind: 'Node',
  });
  const wanted = { ...target, labelSelector: 'app=checkout-agent' };
  await until(async () => {
    const { workloads, pods } = await live.of(wanted);
    const agent = workloads.find(({ kind }) => kind === 'DaemonSet');
    return (
      agent?.ready === nodes.length &&
      agent.desired === nodes.length &&
      pods.filter(({ workload }) => workload === 'checkout-agent').length ===
        nodes.length
    );
  });
  const { workloads } = await live.of(wanted);
  expect(workloads.map(({ kind }) => kind)).toContain('DaemonSet');
});

it('how the cluster is, is told with version, permissions and what is kept', async () => {
  const health = new ClusterHealth({
    registry: cluster.registry,
    reflectors: name => reflectors.views(name),
    isBreakable: async () => false,
    now: () => new Date(),
  });
  const [view] = await health.list();
  expect(view).toMatchObject({
    name: 'test',
    status: 'ready',
    version: expect.stringMatching(/^v1\./),
    roles: ['observer', 'executor', 'secret-check', 'rights'].map(role => ({
      role,
      missing: [],
    })),
  });
  expect(view.reflectors.map(({ kind, status }) => [kind, status])).toEqual([
    ['Pod', 'synced'],
    ['Deployment', 'synced'],
    ['StatefulSet', 'synced'],
    ['DaemonSet', 'synced'],
  ]);
});
