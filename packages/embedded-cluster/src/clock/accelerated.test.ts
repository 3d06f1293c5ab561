import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  KubeConfig,
} from '@kubernetes/client-node';
import { deployment } from '../contract/ContractCase';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';
import { SteppedClock } from './SteppedClock';

jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const namespace = 'default';

describe('a cluster whose time a test moves', () => {
  let cluster: EmbeddedCluster;
  let clock: SteppedClock;
  let config: KubeConfig;
  beforeEach(async () => {
    clock = new SteppedClock(Date.parse('2030-01-07T00:00:00Z'));
    cluster = await startEmbeddedCluster({ host: '127.0.0.1', clock });
    config = new KubeConfig();
    config.loadFromString(cluster.kubeconfig());
  });
  afterEach(() => cluster.close());

  const readyPods = async () =>
    (
      await config
        .makeApiClient(CoreV1Api)
        .listNamespacedPod({ namespace, labelSelector: 'app=web' })
    ).items.filter(it =>
      it.status?.conditions?.some(
        ({ type, status }) => type === 'Ready' && status === 'True',
      ),
    );
  const createWeb = () =>
    config.makeApiClient(AppsV1Api).createNamespacedDeployment({
      namespace,
      body: deployment('web', { replicas: 2 }),
    });

  it('does nothing before it is moved', async () => {
    await createWeb();
    await expect(readyPods()).resolves.toHaveLength(0);
    await clock.advance(5_000, 500);
    await expect(readyPods()).resolves.toHaveLength(2);
  });

  it('leaves a Deployment untouched for a week in which a CronJob runs each hour', async () => {
    await createWeb();
    await config.makeApiClient(BatchV1Api).createNamespacedCronJob({
      namespace,
      body: {
        metadata: { name: 'hourly' },
        spec: {
          schedule: '0 * * * *',
          jobTemplate: {
            spec: {
              template: {
                spec: {
                  restartPolicy: 'Never',
                  containers: [{ name: 'main', image: 'busybox:1' }],
                },
              },
            },
          },
        },
      },
    });
    await clock.advance(MINUTE, 1_000);
    const apps = config.makeApiClient(AppsV1Api);
    const before = await apps.readNamespacedDeployment({
      namespace,
      name: 'web',
    });
    await clock.advance(7 * 24 * HOUR, 10 * MINUTE);
    const after = await apps.readNamespacedDeployment({
      namespace,
      name: 'web',
    });
    expect(after).toEqual(before);
    const batch = config.makeApiClient(BatchV1Api);
    const hourly = await batch.readNamespacedCronJob({
      namespace,
      name: 'hourly',
    });
    expect(hourly.status?.lastScheduleTime?.toISOString()).toBe(
      '2030-01-14T00:00:00.000Z',
    );
    const jobs = await batch.listNamespacedJob({ namespace });
    expect(jobs.items.length).toBeGreaterThan(0);
    expect(jobs.items.length).toBeLessThanOrEqual(4);
  });

  it('evicts the pods of partitioned nodes when their tolerations are over, and not before', async () => {
    await createWeb();
    await clock.advance(10_000, 500);
    const [pod] = await readyPods();
    const lost = pod.spec?.nodeName ?? '';
    cluster.breakOnPurpose({ partition: { clients: [], nodes: [lost] } });
    await clock.advance(MINUTE, 1_000);
    const core = config.makeApiClient(CoreV1Api);
    const node = await core.readNode({ name: lost });
    expect(
      node.status?.conditions?.find(it => it.type === 'Ready')?.status,
    ).toBe('Unknown');
    const { name } = { name: pod.metadata?.name ?? '' };
    const waiting = await core.readNamespacedPod({ namespace, name });
    expect(waiting.metadata?.deletionTimestamp).toBeUndefined();
    await clock.advance(5 * MINUTE, 1_000);
    const evicted = await core.readNamespacedPod({ namespace, name });
    expect(evicted.metadata?.deletionTimestamp).toBeDefined();
    await expect(readyPods()).resolves.toHaveLength(2);
    cluster.breakOnPurpose({});
    await clock.advance(MINUTE, 1_000);
    await expect(
      core.readNamespacedPod({ namespace, name }),
    ).rejects.toMatchObject({ code: 404 });
  });
});
