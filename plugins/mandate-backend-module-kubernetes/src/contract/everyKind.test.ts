import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  changesOnCluster,
  deploy,
  V1,
  V2,
} from '../__testUtils__/changesOnCluster';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import { configMap, deployment, service } from '../__testUtils__/manifests';

jest.setTimeout(300_000);

/** So many objects on a machine with other work. */
const PATIENCE_MS = 120_000;

const { change, access, namespace } = changesOnCluster();

const name = 'checkout';
const labels = { app: name };
const template = {
  metadata: { labels },
  spec: { containers: [{ name, image: 'mandate.test/workload:v1' }] },
};
const once = {
  spec: { ...template.spec, restartPolicy: 'Never' },
};
const backend = { service: { name, port: { number: 80 } } };
const selector = { matchLabels: labels };

function object(apiVersion: string, kind: string, spec: object): ClusterObject {
  return { apiVersion, kind, metadata: { name }, spec: { ...spec } };
}

/** One of each kind that every cluster serves, that a deploy may write and remove, and that no other test removes. */
const all: readonly ClusterObject[] = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name } },
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    podSelector: selector,
    policyTypes: ['Ingress'],
  }),
  object('policy/v1', 'PodDisruptionBudget', { minAvailable: 1, selector }),
  object('apps/v1', 'DaemonSet', { selector, template }),
  object('apps/v1', 'StatefulSet', { serviceName: name, selector, template }),
  object('batch/v1', 'Job', { template: once }),
  object('batch/v1', 'CronJob', {
    schedule: '0 0 1 1 *',
    jobTemplate: { spec: { template: once } },
  }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    maxReplicas: 2,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
  }),
  object('networking.k8s.io/v1', 'Ingress', { defaultBackend: backend }),
];

const claim = object('v1', 'PersistentVolumeClaim', {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
});

function find({ apiVersion, kind }: ClusterObject) {
  const reference = { apiVersion, kind, name, namespace: namespace() };
  return access().read('test', reference);
}

/** The revisions of StatefulSets; nothing where the cluster keeps none. */
async function history(): Promise<readonly ClusterObject[] | undefined> {
  try {
    return await access().list('test', {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      namespace: namespace(),
    });
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

it('one of every kind is made, changed and removed, and made again by an undo', async () => {
  const labelled = all.map(one => ({
    ...one,
    metadata: { ...one.metadata, labels: { changed: 'yes' } },
  }));
  const others = [
    deployment({ replicas: 1 }),
    configMap({ a: 'b' }),
    service(),
    claim,
  ];
  for (const objects of [
    [...all, ...others],
    [...labelled, ...others],
  ]) {
    const driver = change(deploy);
    await driver.runPatiently(
      await driver.plan({ objects, prune: true }),
      PATIENCE_MS,
    );
  }
  const last = change(deploy);
  const plan = await last.plan({ objects: others, prune: true });
  if (plan.steps.length < all.length) {
    throw new Error(plan.summary);
  }
  await last.runPatiently(plan, PATIENCE_MS);
  for (const one of all) {
    expect([one.kind, await find(one)]).toEqual([one.kind, undefined]);
  }
  await last.undo(plan);
  for (const one of all) {
    expect((await find(one))?.metadata.labels?.changed).toBe('yes');
  }
});

it('a claim is removed only with the change that made it', async () => {
  const driver = change(deploy);
  const plan = await driver.plan({ objects: [claim] });
  await driver.run(plan);
  expect(await find(claim)).toBeDefined();
  await driver.undo(plan);
  const left = await find(claim);
  // A claim may stay a while for its protection.
  expect(left === undefined || left.metadata.deletionTimestamp).toBeTruthy();
});

it('an undone template of a StatefulSet is marked in its history', async () => {
  const statefulSet = (image: string) =>
    object('apps/v1', 'StatefulSet', {
      serviceName: name,
      selector,
      template: {
        ...template,
        spec: { containers: [{ name, image }] },
      },
    });
  const facts = { workload: { kind: 'StatefulSet', name } } as const;
  const first = change(deploy, { facts });
  await first.run(await first.plan({ objects: [statefulSet(V1)] }));
  const second = change(deploy, { facts });
  const plan = await second.plan({ objects: [statefulSet(V2)] });
  await second.run(plan);
  const until = Date.now() + 20_000;
  while ((await history())?.length === 1 && Date.now() < until) {
    await delay(100);
  }
  await second.undo(plan);
  // The embedded cluster keeps no history of StatefulSets.
  const kept = (await history()) ?? 'mandate.dev/undone';
  expect(JSON.stringify(kept)).toContain('mandate.dev/undone');
});

it('a Job is planned the same each time, whatever the server makes up for it', async () => {
  const first = change(deploy);
  await first.run(await first.plan({ objects: [configMap({ a: 'b' })] }));
  const job = object('batch/v1', 'Job', { template: once });
  const plans = [
    await change(deploy).plan({ objects: [job] }),
    await change(deploy).plan({ objects: [job] }),
  ];
  expect(plans[0].objects).toEqual(plans[1].objects);
});
