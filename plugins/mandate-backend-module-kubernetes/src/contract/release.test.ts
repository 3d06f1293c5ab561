import { fieldsAt, imagesOf } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  deploy,
  rollback,
  V1,
  V2,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment, service } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { releaseSelector } from '../releases/release';
import { targetIn } from '../__testUtils__/targets';

jest.setTimeout(90_000);

const { change, read, find, access, namespace, applyAs } = changesOnCluster();

async function released(input: unknown): Promise<void> {
  const driver = change(deploy);
  const plan = await driver.plan(input);
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  await driver.afterVerification(plan);
}

async function records() {
  const list = await access().list('test', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: namespace(),
    labelSelector: releaseSelector(targetIn(namespace())),
  });
  return [...list].sort((left, right) =>
    (left.metadata.resourceVersion ?? '').localeCompare(
      right.metadata.resourceVersion ?? '',
      undefined,
      { numeric: true },
    ),
  );
}

describe('a release', () => {
  it('is recorded by a verified deploy, once, as an immutable object', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({})] });
    await driver.run(plan);
    await driver.checkUntil(plan, allPassing);
    await driver.afterVerification(plan);
    await driver.afterVerification(plan);
    const [record, ...others] = await records();
    expect(others).toEqual([]);
    expect(record?.immutable).toBe(true);
  });

  it('that somebody tampered with is not used', async () => {
    await released({ objects: [deployment({})] });
    const [record] = await records();
    const name = record?.metadata.name ?? '';
    const tampering = applyAs('kubectl', {
      ...configMap({ 'release.json': '{}' }),
      metadata: { name },
    });
    // A cluster that keeps its promise of immutability refuses it; the digest tells where one does not.
    await tampering.catch(() => {});
    const outcome = await change(rollback).planOutcome({ release: name });
    expect(outcome.type).not.toBe('planned');
  });

  it('brings image, settings and services back together, and takes away what it did not have', async () => {
    await released({
      objects: [deployment({}), configMap({ mode: 'one' }), service()],
      prune: true,
    });
    await released({
      objects: [
        deployment({ image: V2, replicas: 1 }),
        configMap({ mode: 'two', more: 'yes' }),
        { ...configMap({ new: 'x' }), metadata: { name: 'extra' } },
      ],
      prune: true,
    });
    expect(await find('Service')).toBeUndefined();
    const [first, second] = await records();
    expect(JSON.stringify(second?.data)).not.toContain('mandate-release-');
    const driver = change(rollback);
    const plan = await driver.plan({ release: first?.metadata.name });
    expect(plan.summary).toMatch(
      /^Back to the release of change chg-\S+ \(v1\)/,
    );
    expect(plan.summary).toContain('1 deleted');
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(imagesOf(await read())).toEqual([V1]);
    expect(fieldsAt(await find('ConfigMap'), 'data')).toEqual({ mode: 'one' });
    expect(await find('Service')).toBeDefined();
    expect(await find('ConfigMap', 'extra')).toBeUndefined();

    await driver.undo(plan);
    expect(imagesOf(await read())).toEqual([V2]);
    expect(fieldsAt(await find('ConfigMap'), 'data')).toEqual({
      mode: 'two',
      more: 'yes',
    });
  });

  it('is not used when it is unknown, or another target’s', async () => {
    await released({ objects: [deployment({})] });
    expect(
      await change(rollback).planOutcome({ release: 'mandate-release-none' }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('There are: mandate-release-chg-'),
    });
    expect(
      rollback.inputSchema.safeParse({ release: 'a', toRevision: 1 }).success,
    ).toBe(false);
  });

  it('is recorded too when the change only removes something, and when it changes one object of several', async () => {
    const objects = [deployment({}), configMap({ mode: 'one' }), service()];
    await released({ objects, prune: true });
    await released({ objects: objects.slice(0, 2), prune: true });
    expect(await records()).toHaveLength(2);
    await released({ objects: [deployment({ image: V2 }), objects[1]] });
    const [, removed, updated] = await records();
    expect(JSON.stringify(removed?.data)).not.toContain('Service');
    expect(JSON.stringify(updated?.data)).toContain(V2);
  });

  it('is not recorded when another change has begun to write', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({})] });
    await driver.run(plan);
    await driver.checkUntil(plan, allPassing);
    const next = change(deploy);
    await next.run(await next.plan({ image: V2 }));
    await driver.afterVerification(plan);
    expect(await records()).toEqual([]);
  });
});
