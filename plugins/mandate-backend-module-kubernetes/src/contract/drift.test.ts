import type { ObservedFinding } from '@mandate/plugin-mandate-common';
import { fieldsAt, imagesOf, replicasOf } from '@mandate/plugin-mandate-node';
import {
  adopt,
  changesOnCluster,
  configure,
  deploy,
  ignoreDrift,
  reapply,
  scale,
  V1,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment, service } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { driftDetector } from '../drift/driftDetector';

jest.setTimeout(60_000);

const { change, read, find, deployed, patchAs, applyAs, access, namespace } =
  changesOnCluster();

async function drift(now = new Date()): Promise<readonly ObservedFinding[]> {
  const target = targetIn(namespace());
  const detector = driftDetector({
    cluster: 'test',
    intervalSeconds: 60,
    now: () => now,
  });
  return detector.detect({
    clusters: access(),
    targets: {
      all: async () => [target],
      ofEntity: async () => [target],
      resolve: async () => target,
      dependants: async () => [],
    },
    signal: new AbortController().signal,
    unseen: () => {},
  });
}

function evidenceOf(findings: readonly ObservedFinding[]) {
  return findings.map(({ evidence }) => evidence.fields);
}

describe('drift', () => {
  it('is told by field, with who did it and when, and is gone when it is put right by hand', async () => {
    await deployed();
    expect(await drift()).toEqual([]);
    await patchAs('kubectl-edit', { replicas: 5 });
    const findings = await drift();
    expect(evidenceOf(findings)).toEqual([
      [
        {
          path: 'spec.replicas',
          intended: '2',
          live: '5',
          manager: 'kubectl-edit',
          at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      ],
    ]);
    expect(findings[0]?.words).toContain(
      'kubectl-edit changed spec.replicas from 2 to 5',
    );
    await patchAs('kubectl-edit', { replicas: 2 });
    expect(await drift()).toEqual([]);
  });

  it('is put back by reapply, which takes the field over', async () => {
    await deployed();
    await patchAs('kubectl-edit', { replicas: 5 });
    const driver = change(reapply);
    const plan = await driver.plan({});
    expect(plan.summary).toContain('spec.replicas to 2');
    expect(plan.summary).toContain('taken over from kubectl-edit');
    await driver.run(plan);
    expect(replicasOf(await read())).toBe(2);
    expect(await drift()).toEqual([]);
    await driver.undo(plan);
    expect(replicasOf(await read())).toBe(5);
  });

  it('is made the intent by adopt, which changes no value', async () => {
    await deployed();
    await patchAs('kubectl-edit', { replicas: 5 });
    const driver = change(adopt);
    const plan = await driver.plan({});
    const before = fieldsAt(await read(), 'spec');
    await driver.run(plan);
    expect(fieldsAt(await read(), 'spec')).toEqual(before);
    expect(replicasOf(await read())).toBe(5);
    expect(await drift()).toEqual([]);
    await patchAs('kubectl-edit', { replicas: 6 });
    expect(evidenceOf(await drift())).toMatchObject([[{ intended: '5' }]]);
  });

  it('is ignored until a time, and then told again', async () => {
    await deployed();
    await patchAs('kubectl-edit', { replicas: 5 });
    const driver = change(ignoreDrift);
    const hour = new Date(Date.now() + 3_600_000);
    const plan = await driver.plan({ until: hour.toISOString() });
    await driver.run(plan);
    expect(replicasOf(await read())).toBe(5);
    expect(await drift()).toEqual([]);
    expect(await drift(new Date(hour.getTime() + 1_000))).toHaveLength(1);
  });

  it('is not forgotten because of a change of something else', async () => {
    await deployed();
    await patchAs('kubectl-edit', { replicas: 5 });
    const other = change(configure);
    const plan = await other.plan({ env: { set: { LEVEL: 'debug' } } });
    await other.run(plan);
    expect(evidenceOf(await drift())).toMatchObject([
      [{ path: 'spec.replicas', intended: '2' }],
    ]);
    await other.undo(plan);
    expect(evidenceOf(await drift())).toMatchObject([
      [{ path: 'spec.replicas', intended: '2' }],
    ]);
  });

  it('ends with a change that sets the field', async () => {
    await deployed();
    await patchAs('kubectl', { replicas: 5 });
    const other = change(scale);
    await other.run(await other.plan({ replicas: 3 }));
    expect(await drift()).toEqual([]);
  });

  it('of a setting that is gone is put back too', async () => {
    const driver = change(deploy);
    await driver.run(
      await driver.plan({ objects: [configMap({ kept: 'a', lost: 'b' })] }),
    );
    await applyAs('kubectl', configMap({ lost: 'changed' }));
    await applyAs('kubectl', configMap({}));
    expect(evidenceOf(await drift())).toMatchObject([
      [{ path: 'data.lost', intended: 'b', live: 'nothing' }],
    ]);
    const again = change(reapply);
    await again.run(await again.plan({}));
    expect(fieldsAt(await find('ConfigMap'), 'data')).toEqual({
      kept: 'a',
      lost: 'b',
    });
    expect(await drift()).toEqual([]);
  });

  it('of a file in a ConfigMap is told, though only its digest is kept', async () => {
    const file = 'line\n'.repeat(500);
    const driver = change(deploy);
    await driver.run(await driver.plan({ objects: [configMap({ file })] }));
    expect(await drift()).toEqual([]);
    await applyAs('kubectl', configMap({ file: `${file}more` }));
    expect(evidenceOf(await drift())).toMatchObject([
      [{ path: 'data.file', intended: 'a long text', manager: 'kubectl' }],
    ]);
    expect(await change(reapply).planOutcome({})).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('too long'),
    });
  });

  it('of an object that somebody deleted is told, and reapply makes it again', async () => {
    const first = change(deploy);
    const plan = await first.plan({
      objects: [deployment({}), service(), configMap({ mode: 'one' })],
    });
    await first.run(plan);
    expect(notPassing(await first.checkUntil(plan, allPassing))).toEqual([]);
    await first.afterVerification(plan);
    expect(await drift()).toEqual([]);
    const gone = { apiVersion: 'v1', kind: 'Service', name: 'checkout' };
    await access().remove('test', { ...gone, namespace: namespace() }, {});
    expect(await drift()).toMatchObject([
      {
        title: expect.stringContaining('was deleted outside Mandate'),
        evidence: { object: gone },
      },
    ]);
    expect((await change(adopt).planOutcome({})).type).toBe('nothing-to-do');
    const driver = change(reapply);
    const again = await driver.plan({
      objects: [{ kind: 'Service', name: 'checkout' }],
    });
    expect(again.summary).toContain('Made again: Service checkout');
    expect(await driver.version(again)).toBe(again.baseVersion);
    await driver.run(again);
    expect(notPassing(await driver.checkUntil(again, allPassing))).toEqual([]);
    expect(fieldsAt(await find('Service'), 'spec').selector).toEqual({
      app: 'checkout',
    });
    expect(await drift()).toEqual([]);
  });

  it('is none of what a change removed', async () => {
    const objects = [deployment({}), service()];
    const first = change(deploy);
    const plan = await first.plan({ objects, prune: true });
    await first.run(plan);
    await first.checkUntil(plan, allPassing);
    await first.afterVerification(plan);
    const second = change(deploy);
    const less = await second.plan({ objects: [deployment({})], prune: true });
    await second.run(less);
    await second.checkUntil(less, allPassing);
    await second.afterVerification(less);
    expect(await drift()).toEqual([]);
  });

  it('is none of what an undo brings back, and none of an image in other words', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({ replicas: 4 })] });
    await driver.run(plan);
    await driver.undo(plan);
    expect(await drift()).toEqual([]);
    expect(imagesOf(await read())).toEqual([V1]);
  });
});
