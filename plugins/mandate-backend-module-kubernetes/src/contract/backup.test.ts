import type { Plan } from '@mandate/plugin-mandate-common';
import { changesOnCluster, scale } from '../__testUtils__/changesOnCluster';
import { kubeconfigOfNothing, accessTo } from '../__testUtils__/testCluster';
import { targetIn } from '../__testUtils__/targets';
import { backupSource } from '../preflight/backupSource';

jest.setTimeout(60_000);

const { access, applyAs, change, cluster, deployed, namespace } =
  changesOnCluster();

const source = backupSource({ now: () => new Date() });

async function look(plan: Plan, clusters = access()) {
  const [check] = await source.check({
    kind: 'scale',
    target: targetIn(namespace()),
    clusters,
    plan,
    dependencies: [],
    signal: new AbortController().signal,
  });
  return check;
}

/** A CronJob that never runs by itself, as one that backs up. */
async function cronJob(labels: Readonly<Record<string, string>>) {
  await applyAs('kubectl', {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', labels },
    spec: {
      schedule: '0 3 * * *',
      suspend: true,
      jobTemplate: {
        spec: {
          template: {
            spec: {
              restartPolicy: 'Never',
              containers: [{ name: 'copy', image: 'mandate.test/copy:v1' }],
            },
          },
        },
      },
    },
  });
}

async function succeeded(at: Date) {
  await cluster().patchAs(
    'kube-controller-manager',
    `/apis/batch/v1/namespaces/${namespace()}/cronjobs/nightly/status`,
    { status: { lastSuccessfulTime: `${at.toISOString().slice(0, 19)}Z` } },
  );
}

it('a backup is verified by the last success of the CronJob that is labelled with the workload', async () => {
  await deployed();
  const plan = await change(scale).plan({ replicas: 3 });
  await cronJob({ 'mandate.dev/backup-of': 'other' });
  await expect(look(plan)).resolves.toMatchObject({
    id: 'backup',
    status: 'unknown',
  });
  await cronJob({ 'mandate.dev/backup-of': 'checkout' });
  await expect(look(plan)).resolves.toMatchObject({ status: 'fail' });
  await succeeded(new Date(Date.now() - 3_600_000));
  await expect(look(plan)).resolves.toMatchObject({ status: 'pass' });
  await succeeded(new Date(Date.now() - 90_000_000));
  await expect(look(plan)).resolves.toMatchObject({ status: 'fail' });
  const nowhere = accessTo('test', await kubeconfigOfNothing());
  await expect(look(plan, nowhere)).resolves.toMatchObject({
    status: 'unknown',
  });
});

it('is only asked of changes that touch data', async () => {
  await deployed();
  const plan = await change(scale).plan({ replicas: 3 });
  const kind = 'scale';
  expect(source.concerns({ kind, plan, touchesData: false })).toBe(false);
  expect(source.concerns({ kind, plan, touchesData: true })).toBe(true);
});
