import {
  fieldsAt,
  imagesOf,
  replicasOf,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { configMap, deployment, service } from '../__testUtils__/manifests';
import {
  allPassing,
  ChangeDriver,
  notPassing,
} from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import {
  accessTo,
  kubeconfigOfNothing,
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { deployKind } from '../kinds/deploy/deployKind';
import { restartKind } from '../kinds/restart/restartKind';
import { rollbackKind } from '../kinds/rollback/rollbackKind';
import { scaleKind } from '../kinds/scale/scaleKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';

jest.setTimeout(60_000);

const options = {
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  now: () => new Date(),
};
const deploy = deployKind({
  ...options,
  templates: new ApprovedTemplates({ directories: [] }),
});
const scale = scaleKind(options);
const restart = restartKind(options);
const rollback = rollbackKind(options);

const V1 = 'mandate.test/workload:v1';
const V2 = 'mandate.test/workload:v2';

let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => {
  await cluster?.stop();
});
beforeEach(() => {
  namespace = `t-${randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await cluster.access.remove(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', name: namespace },
    {},
  );
});

/** A deploy half a minute from now, when a registry has had its time. */
const laterDeploy = deployKind({
  ...options,
  now: () => new Date(Date.now() + 30_000),
  templates: new ApprovedTemplates({ directories: [] }),
});

function change<Input>(kind: ChangeKind<Input>, fence = 1, changeId?: string) {
  return new ChangeDriver({
    kind,
    target: targetIn(namespace),
    clusters: cluster.access,
    changeId: changeId ?? `chg-${randomUUID().slice(0, 8)}`,
    fence,
  });
}

async function read(
  kind: 'Deployment' | 'ConfigMap' | 'Namespace' = 'Deployment',
): Promise<ClusterObject> {
  const object = await cluster.access.read('test', {
    apiVersion: kind === 'Deployment' ? 'apps/v1' : 'v1',
    kind,
    name: kind === 'Namespace' ? namespace : 'checkout',
    ...(kind === 'Namespace' ? {} : { namespace }),
  });
  if (!object) {
    throw new Error(`There is no ${kind}.`);
  }
  return object;
}

async function deployed(object: ClusterObject = deployment({})) {
  const driver = change(deploy);
  const plan = await driver.plan({ objects: [object] });
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
}

describe('deploy', () => {
  it('creates the namespace and the objects, the workload last, and verifies them', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), service(), configMap({ greeting: 'hello' })],
    });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      `apply-namespace-${namespace}`,
      'apply-configmap-checkout',
      'apply-service-checkout',
      'apply-deployment-checkout',
    ]);
    expect(plan.figures.after).toMatchObject({
      replicas: 2,
      cpuCores: 0.2,
      memoryGiB: 0.125,
    });
    expect(await driver.version(plan)).toBe(plan.baseVersion);

    await driver.run(plan);
    const checks = await driver.checkUntil(plan, allPassing);

    expect(notPassing(checks)).toEqual([]);
    expect(checks.map(({ id }) => id)).toEqual([
      'objects',
      'rollout-deployment-checkout',
      'pods-deployment-checkout',
      'restarts-deployment-checkout',
    ]);
    expect((await read()).metadata.labels).toMatchObject({
      'mandate.dev/entity': 'default.checkout',
      'mandate.dev/environment': 'dev',
      'app.kubernetes.io/managed-by': 'mandate',
    });
  });

  it('empty values that the server drops do not hide the effect', async () => {
    const driver = change(deploy);
    const object = deployment({ env: { EMPTY: '' } });
    const spec = withValueAt(fieldsAt(object, 'spec'), ['minReadySeconds'], 0);
    const plan = await driver.plan({
      objects: [
        {
          ...object,
          metadata: { ...object.metadata, annotations: {} },
          spec: withValueAt(spec, ['template', 'spec', 'nodeSelector'], {}),
        },
      ],
    });
    await driver.run(plan);
    const checks = await driver.checkUntil(plan, allPassing);
    expect(notPassing(checks)).toEqual([]);
  });

  it('acting twice under one key has one effect', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({})] });
    await driver.run(plan);
    const once = await read();
    await driver.run(plan);
    const twice = await read();
    expect(twice.metadata.generation).toBe(once.metadata.generation);
    expect(twice.metadata.uid).toBe(once.metadata.uid);
  });

  it('its own effects do not move the version of its target', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [configMap({ a: '1' }), deployment({ image: V2 })],
    });
    await driver.act(plan, 'apply-configmap-checkout');
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    await driver.run(plan);
    expect(await driver.version(plan)).toBe(plan.baseVersion);
  });

  it('deploying what is there already is nothing to do', async () => {
    await deployed();
    const outcome = await change(deploy).planOutcome({
      objects: [deployment({})],
    });
    expect(outcome.type).toBe('nothing-to-do');
  });

  it('the plan of an update shows only what really changes, and its version step', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ image: V2 });
    const [object] = plan.objects;
    expect(object.action).toBe('update');
    expect(plan.version).toEqual({ from: 'v1', to: 'v2', bump: 'major' });
    const { before, after } = object;
    expect(before && imagesOf(before)).toEqual([V1]);
    expect(after && imagesOf(after)).toEqual([V2]);
    expect(JSON.stringify(before).replace(V1, V2)).toBe(JSON.stringify(after));
    expect(plan.undo.words).toBe(`undone automatically to image ${V1}`);
    expect(await driver.plan({ image: V2 })).toEqual(plan);
  });

  it('an object that changed since it was planned is refused', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ image: V2 });
    await change(scale).run(await change(scale).plan({ replicas: 3 }));
    expect(await driver.version(plan)).not.toBe(plan.baseVersion);
    expect(await driver.act(plan, 'apply-deployment-checkout')).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('changed by somebody'),
    });
    expect(imagesOf(await read())).toEqual([V1]);
  });

  it('an object that moved, and is again as it was planned from, is written', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ image: V2 });
    const there = change(scale);
    const scaling = await there.plan({ replicas: 3 });
    await there.run(scaling);
    await there.undo(scaling);
    expect(await driver.version(plan)).not.toBe(plan.baseVersion);
    await driver.run(plan);
    expect(imagesOf(await read())).toEqual([V2]);
  });

  it('an object that appeared since it was planned as new is refused', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [configMap({ a: '1' })] });
    const other = change(deploy);
    await other.run(await other.plan({ objects: [configMap({ a: '2' })] }));
    expect(await driver.act(plan, 'apply-configmap-checkout')).toMatchObject({
      type: 'refused',
    });
    expect(fieldsAt(await read('ConfigMap'), 'data')).toEqual({ a: '2' });
  });

  it('a write of an earlier owner of the run is refused after a later one wrote', async () => {
    const changeId = `chg-${randomUUID().slice(0, 8)}`;
    const earlier = change(deploy, 1, changeId);
    const plan = await earlier.plan({ objects: [deployment({})] });
    await change(deploy, 2, changeId).run(plan);
    expect(await earlier.act(plan, 'apply-deployment-checkout')).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('later owner'),
    });
  });

  it('undo removes what it created and leaves the namespace', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), configMap({ a: '1' })],
    });
    await driver.run(plan);
    const observed = await driver.undo(plan);
    expect(observed.map(({ type }) => type)).toEqual(['present', 'present']);
    await expect(read()).rejects.toThrow('There is no Deployment');
    expect((await read('Namespace')).metadata.name).toBe(namespace);
    expect(await driver.undo(plan)).toHaveLength(2);
  });

  it('undo restores exactly what was before, removed and added fields included', async () => {
    await deployed(deployment({ env: { KEPT: '1', REMOVED: '1' } }));
    const before = fieldsAt(await read(), 'spec');
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [
        deployment({
          image: V2,
          replicas: 3,
          cpu: '200m',
          env: { KEPT: '2', ADDED: '1' },
        }),
      ],
    });
    await driver.run(plan);
    const observed = await driver.undo(plan);
    expect(observed.map(({ type }) => type)).toEqual(['present']);
    expect(fieldsAt(await read(), 'spec')).toEqual(before);
    expect(
      await driver.observe(plan, 'apply-deployment-checkout'),
    ).toMatchObject({ type: 'absent' });
    // A second undo has nothing to do.
    const { generation } = (await read()).metadata;
    await driver.undo(plan);
    expect((await read()).metadata.generation).toBe(generation);
  });

  it('undo leaves an object alone that another change wrote since', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ image: V2 });
    await driver.run(plan);
    await change(scale).run(await change(scale).plan({ replicas: 3 }));
    await expect(driver.undo(plan)).rejects.toThrow('somebody else since');
  });

  it('fields of other managers are refused with the manager named, unless the input takes them over', async () => {
    await deployed();
    await applyAs('kubectl', { replicas: 5 });
    const refused = await change(deploy).planOutcome({
      objects: [deployment({ replicas: 2 })],
    });
    expect(refused).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('spec.replicas belongs to kubectl'),
    });
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({ replicas: 2 })],
      takeOverFrom: ['kubectl'],
    });
    expect(plan.summary).toContain('taken over from kubectl');
    await driver.run(plan);
    expect(replicasOf(await read())).toBe(2);
  });

  it('an image that cannot be pulled fails the checks for good, naming pod, container and reason', async () => {
    await deployed();
    const driver = change(laterDeploy);
    const plan = await driver.plan({
      objects: [
        deployment({
          image: 'mandate.test/workload:broken',
          podAnnotations: { 'mandate.test/simulate': 'image-pull-error' },
        }),
      ],
    });
    await driver.run(plan);
    const checks = await driver.checkUntil(plan, all =>
      all.some(({ final }) => final),
    );
    expect(checks.find(({ final }) => final)).toMatchObject({
      id: 'pods-deployment-checkout',
      status: 'failing',
      words: expect.stringMatching(
        /Container checkout of pod checkout-\S+: (ImagePullBackOff|ErrImagePull)/,
      ),
    });
  });

  it('a cluster that does not answer is unknown, and never success', async () => {
    await deployed();
    const plan = await change(deploy).plan({ image: V2 });
    const unreachable = accessTo('test', await kubeconfigOfNothing());
    const driver = new ChangeDriver({
      kind: deploy,
      target: targetIn(namespace),
      clusters: unreachable,
      changeId: 'chg-1',
    });
    const [step] = plan.steps;
    await expect(driver.plan({ image: V2 })).rejects.toThrow('does not answer');
    expect((await driver.act(plan, step.id)).type).toBe('retry');
    expect((await driver.observe(plan, step.id)).type).toBe('unknown');
    expect((await driver.check(plan)).map(({ status }) => status)).toEqual([
      'unknown',
    ]);
  });
});

describe('scale', () => {
  it('sets the number of pods and nothing else', async () => {
    await deployed();
    const before = fieldsAt(await read(), 'spec', 'template');
    const driver = change(scale);
    const plan = await driver.plan({ replicas: 3 });
    expect(plan.summary).toBe('Objects: 1 updated; pods 2 → 3');
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    const live = await read();
    expect(replicasOf(live)).toBe(3);
    expect(fieldsAt(live, 'spec', 'template')).toEqual(before);
    await driver.undo(plan);
    expect(replicasOf(await read())).toBe(2);
  });
});

describe('restart', () => {
  it('replaces all pods once, however often it acts', async () => {
    await deployed();
    const old = await podNames();
    const driver = change(restart);
    const plan = await driver.plan({});
    await driver.run(plan);
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    const pods = await podNames();
    expect(pods).toHaveLength(2);
    expect(pods.filter(pod => old.includes(pod))).toEqual([]);
    expect((await read()).metadata.generation).toBe(2);
  });

  it('a deploy of the same manifest after a restart does not restart again', async () => {
    await deployed();
    await change(restart, 1, 'chg-r').run(await change(restart).plan({}));
    const outcome = await change(deploy).planOutcome({ image: V1 });
    expect(outcome.type).toBe('nothing-to-do');
  });
});

describe('rollback', () => {
  it('goes back to the version before, past a restart', async () => {
    await deployed();
    const update = change(deploy);
    const updatePlan = await update.plan({ image: V2 });
    await update.run(updatePlan);
    await update.checkUntil(updatePlan, allPassing);
    const again = change(restart);
    const restartPlan = await again.plan({});
    await again.run(restartPlan);
    await again.checkUntil(restartPlan, allPassing);

    const driver = change(rollback);
    const plan = await driver.plan({});
    expect(plan.summary).toContain(V1);
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(imagesOf(await read())).toEqual([V1]);

    await driver.undo(plan);
    expect(imagesOf(await read())).toEqual([V2]);
  });

  it('does not go back to a version whose change was undone', async () => {
    await deployed();
    const good = change(deploy);
    const goodPlan = await good.plan({ image: V2 });
    await good.run(goodPlan);
    await good.checkUntil(goodPlan, allPassing);
    const bad = change(deploy);
    const badPlan = await bad.plan({ image: 'mandate.test/workload:v3' });
    await bad.run(badPlan);
    await bad.checkUntil(badPlan, allPassing);
    await bad.undo(badPlan);
    await good.checkUntil(goodPlan, allPassing);
    const plan = await change(rollback).plan({});
    expect(plan.images).toEqual([V1]);
  });

  it('removes what a person added by hand to the pods', async () => {
    await deployed();
    await applyAs('kubectl-patch', {
      template: {
        metadata: { annotations: { 'mandate.test/simulate': 'crash-loop' } },
      },
    });
    const driver = change(rollback);
    const plan = await driver.plan({});
    expect(plan.summary).toContain('taken over from kubectl-patch');
    await driver.run(plan);
    expect(
      fieldsAt(await read(), 'spec', 'template', 'metadata', 'annotations'),
    ).toEqual({});
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  });

  it('is impossible when there is no earlier version', async () => {
    await deployed();
    expect(await change(rollback).planOutcome({})).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('no earlier version'),
    });
  });
});

async function podNames(): Promise<readonly string[]> {
  const pods = await cluster.access.list('test', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace,
    labelSelector: 'app=checkout',
  });
  return pods
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
}

/** Writes fields of the Deployment's spec as a person with another tool would. */
async function applyAs(manager: string, spec: Record<string, unknown>) {
  await cluster.patchAs(
    manager,
    `/apis/apps/v1/namespaces/${namespace}/deployments/checkout`,
    { spec },
  );
}
