import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import { changesOnCluster, deploy } from '../__testUtils__/changesOnCluster';
import { configMap, service } from '../__testUtils__/manifests';
import { targetIn } from '../__testUtils__/targets';
import { workloadsOfAllKinds } from '../__testUtils__/workloadsOfAllKinds';
import { driftDetector } from '../drift/driftDetector';

jest.setTimeout(300_000);

const HOURS_OF_A_WEEK = 7 * 24;
/** A look at every hour took two minutes, and found nothing either. */
const HOURS_BETWEEN_LOOKS = 6;

const { change, access, cluster, namespace, patchAs, deployed } =
  changesOnCluster();

/** Workloads of the kinds that the cluster serves. */
async function served(
  objects: readonly ClusterObject[],
): Promise<readonly ClusterObject[]> {
  const kinds = new Map(
    objects.map(({ apiVersion, kind }) => [kind, { apiVersion, kind }]),
  );
  const missing = new Set<string>();
  for (const type of kinds.values()) {
    try {
      await access().list('test', type);
    } catch (error) {
      if (!(error instanceof ClusterRefusedError)) {
        throw error;
      }
      missing.add(type.kind);
    }
  }
  return objects.filter(({ kind }) => !missing.has(kind));
}

async function driftAt(now: Date) {
  const target = targetIn(namespace());
  const detector = driftDetector({
    cluster: 'test',
    intervalSeconds: 3_600,
    now: () => now,
  });
  const findings = await detector.detect({
    clusters: access(),
    targets: {
      all: async () => [target],
      ofEntity: async () => [target],
      resolve: async () => target,
      dependants: async () => [],
    },
    unseen: () => {},
    signal: new AbortController().signal,
  });
  return findings.map(({ title, evidence }) => ({ title, ...evidence }));
}

/** What goes on in a cluster by itself: an autoscaler changes its mind, and a pod is moved. */
async function hourPasses(hour: number, scaled: readonly ClusterObject[]) {
  const { metadata } = scaled[hour % scaled.length];
  await cluster().patchAs(
    'kube-controller-manager',
    `/apis/apps/v1/namespaces/${namespace()}/deployments/${
      metadata.name
    }/scale`,
    { spec: { replicas: 1 + (hour % 4) } },
  );
  const pods = await access().list('test', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: namespace(),
  });
  const pod = pods[(hour * 7) % Math.max(pods.length, 1)];
  if (pod) {
    const { name } = pod.metadata;
    await access().evict('test', { name, namespace: namespace() }, {});
  }
}

it('50 untouched workloads of all kinds do not drift in a week, and one that is touched does', async () => {
  await deployed();
  const workloads = await served(workloadsOfAllKinds(90));
  const fifty = workloads.slice(0, 50);
  const driver = change(deploy);
  const plan = await driver.plan({
    objects: [...fifty, service(), configMap({ file: 'x'.repeat(2_000) })],
  });
  await driver.run(plan);
  const scaled = fifty.filter(
    ({ kind, spec }) =>
      kind === 'Deployment' && JSON.stringify(spec).includes('"replicas":1'),
  );
  const start = Date.now();
  for (let hour = 0; hour < HOURS_OF_A_WEEK; hour += HOURS_BETWEEN_LOOKS) {
    await hourPasses(hour / HOURS_BETWEEN_LOOKS, scaled);
    expect(await driftAt(new Date(start + hour * 3_600_000))).toEqual([]);
  }
  expect(fifty.length).toBe(50);
  await patchAs('kubectl-edit', { replicas: 7 });
  expect(await driftAt(new Date())).toHaveLength(1);
});
