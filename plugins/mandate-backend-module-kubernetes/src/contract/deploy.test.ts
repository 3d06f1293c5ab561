import {
  fieldsAt,
  imagesOf,
  replicasOf,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import { configMap, deployment, service } from '../__testUtils__/manifests';
import {
  changesOnCluster,
  deploy,
  laterDeploy,
  scale,
  V1,
  V2,
} from '../__testUtils__/changesOnCluster';
import {
  allPassing,
  ChangeDriver,
  notPassing,
} from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { accessTo, kubeconfigOfNothing } from '../__testUtils__/testCluster';

jest.setTimeout(60_000);

const { namespace, change, read, deployed, patchAs } = changesOnCluster();

describe('deploy', () => {
  it('creates the namespace and the objects, the workload last, and verifies them', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), service(), configMap({ greeting: 'hello' })],
    });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      `apply-namespace-${namespace()}`,
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

  it('of two first changes in one namespace, both plan to make it, and the later one goes on', async () => {
    const first = change(deploy);
    const second = change(deploy);
    const [one, two] = await Promise.all([
      first.plan({ objects: [deployment({})] }),
      second.plan({ objects: [service()] }),
    ]);
    await first.run(one);
    expect(two.steps[0].id).toBe(`apply-namespace-${namespace()}`);
    expect(await second.version(two)).toBe(two.baseVersion);
    await second.run(two);
    expect(await first.observe(one, one.steps[0].id)).toMatchObject({
      type: 'present',
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
    const earlier = change(deploy, { fence: 1, changeId });
    const plan = await earlier.plan({ objects: [deployment({})] });
    await change(deploy, { fence: 2, changeId }).run(plan);
    expect(await earlier.act(plan, 'apply-deployment-checkout')).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('later owner'),
    });
  });

  it('what a person changed with kubectl is planned over, and the plan says so', async () => {
    await deployed();
    await patchAs('kubectl', { replicas: 5 });
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({ replicas: 2 })] });
    expect(plan.summary).toContain('taken over from kubectl');
    await driver.run(plan);
    expect(replicasOf(await read())).toBe(2);
  });

  it('fields of other managers are refused with the manager named, unless the input takes them over', async () => {
    await deployed();
    await patchAs('autoscaler', { replicas: 5 });
    const refused = await change(deploy).planOutcome({
      objects: [deployment({ replicas: 2 })],
    });
    expect(refused).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('spec.replicas belongs to autoscaler'),
    });
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({ replicas: 2 })],
      takeOverFrom: ['autoscaler'],
    });
    expect(plan.summary).toContain('taken over from autoscaler');
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
      target: targetIn(namespace()),
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
