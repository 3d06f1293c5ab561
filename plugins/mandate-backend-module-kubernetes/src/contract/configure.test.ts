import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { containersOf, fieldsAt } from '@mandate/plugin-mandate-node';
import { changesOnCluster, configure } from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, read, find, deployed, patchAs, podNames } = changesOnCluster();

async function variables(): Promise<unknown> {
  const live = await read();
  return containersOf(live)[0]?.env ?? [];
}

describe('configure', () => {
  it('sets and takes away variables, and nothing else', async () => {
    await deployed(deployment({ env: { KEPT: 'a', OLD: 'b' } }));
    const driver = change(configure);
    const plan = await driver.plan({
      env: { set: { LEVEL: 'debug' }, unset: ['OLD'] },
    });
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(await variables()).toEqual([
      { name: 'KEPT', value: 'a' },
      { name: 'LEVEL', value: 'debug' },
    ]);
    await driver.undo(plan);
    expect(await variables()).toEqual([
      { name: 'KEPT', value: 'a' },
      { name: 'OLD', value: 'b' },
    ]);
  });

  it('takes a variable from a Secret by its name, in the place of a value and back', async () => {
    await deployed(deployment({ env: { PASSWORD: 'in-plain-sight' } }));
    const driver = change(configure);
    const secretKeyRef = { name: 'orders-db', key: 'password' };
    const plan = await driver.plan({
      env: { secrets: { PASSWORD: secretKeyRef } },
    });
    await driver.run(plan);
    expect(await variables()).toEqual([
      { name: 'PASSWORD', valueFrom: { secretKeyRef } },
    ]);
    await driver.undo(plan);
    expect(await variables()).toEqual([
      { name: 'PASSWORD', value: 'in-plain-sight' },
    ]);
  });

  it('changes a ConfigMap first, and then replaces the pods', async () => {
    await deployed();
    const before = await podNames();
    const driver = change(configure);
    const plan = await driver.plan({ configMap: { set: { mode: 'fast' } } });
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'apply-configmap-checkout',
      'apply-deployment-checkout',
    ]);
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(fieldsAt(await find('ConfigMap'), 'data')).toEqual({ mode: 'fast' });
    const after = await podNames();
    expect(after.some(name => before.includes(name))).toBe(false);
  });

  it('leaves the pods when it is told to, or when nothing in the ConfigMap changes', async () => {
    await deployed();
    const driver = change(configure);
    const input = { configMap: { set: { mode: 'fast' } }, restart: false };
    const plan = await driver.plan(input);
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'apply-configmap-checkout',
    ]);
    await driver.run(plan);
    expect(
      await change(configure).planOutcome({
        configMap: { set: { mode: 'fast' } },
      }),
    ).toMatchObject({ type: 'nothing-to-do' });
  });

  it('does not pretend to take away what somebody else set', async () => {
    await deployed();
    await patchAs('operator', {
      template: {
        spec: {
          containers: [
            {
              ...fieldsOfContainer(await read()),
              env: [{ name: 'THEIRS', value: 'x' }],
            },
          ],
        },
      },
    });
    expect(
      await change(configure).planOutcome({ env: { unset: ['THEIRS'] } }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('did not set THEIRS'),
    });
  });

  it.each([
    {},
    { env: { set: { 'not a name': 'x' } } },
    { configMap: { set: { 'no/key': 'x' } } },
    { env: { set: {} }, more: true },
    { env: { secrets: { PASSWORD: { name: 'db', key: 'p', value: 'x' } } } },
    {
      env: { set: { A: 'x' }, secrets: { A: { name: 'db', key: 'password' } } },
    },
  ])('does not take %j', input => {
    expect(configure.inputSchema.safeParse(input).success).toBe(false);
  });
});

function fieldsOfContainer(workload: ClusterObject) {
  return containersOf(workload)[0] ?? {};
}
