import {
  containersOf,
  type Fields,
  fieldsAt,
  listAt,
} from '@mandate/plugin-mandate-node';
import { changesOnCluster, resize } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, read, deployed, podNames, access, namespace } =
  changesOnCluster();

async function requests(): Promise<Fields> {
  return fieldsAt(containersOf(await read())[0], 'resources', 'requests');
}

describe('resize', () => {
  it('changes requests and limits, and leaves out what is not named', async () => {
    await deployed();
    const driver = change(resize);
    const plan = await driver.plan({
      requests: { cpu: '150m' },
      limits: { memory: '128Mi' },
    });
    expect(plan.figures.after).toMatchObject({ cpuCores: 0.3 });
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(await requests()).toEqual({ cpu: '150m', memory: '64Mi' });
    await driver.undo(plan);
    expect(await requests()).toEqual({ cpu: '100m', memory: '64Mi' });
  });

  it('finds nothing to do when the size is the same in another notation', async () => {
    await deployed();
    expect(
      await change(resize).planOutcome({ requests: { cpu: '0.1' } }),
    ).toMatchObject({ type: 'nothing-to-do' });
  });

  it('in place keeps the pods where the cluster can, and says so where it cannot', async () => {
    await deployed();
    const before = await podNames('uid');
    const driver = change(resize);
    const plan = await driver.plan({
      requests: { cpu: '120m' },
      inPlace: true,
    });
    await driver.runPatiently(plan);
    const inPlace = plan.objects.every(({ kind }) => kind === 'Pod');
    expect(plan.summary).toContain(
      inPlace ? 'without a restart' : 'cannot resize running pods',
    );
    const kept = (await podNames('uid')).every(uid => before.includes(uid));
    expect(!inPlace || kept).toBe(true);
    const amounts = inPlace ? await podRequests() : [(await requests()).cpu];
    expect(new Set(amounts)).toEqual(new Set(['120m']));
    // The node has done it, too.
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    await driver.undo(plan);
    expect((await requests()).cpu).toBe('100m');
  });

  it.each([{}, { requests: { cpu: 'much' } }, { requests: { gpu: '1' } }])(
    'does not take %j',
    input => {
      expect(resize.inputSchema.safeParse(input).success).toBe(false);
    },
  );
});

async function podRequests(): Promise<readonly unknown[]> {
  const pods = await access().list('test', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: namespace(),
  });
  return pods.map(pod => {
    const [container] = listAt(pod, 'spec', 'containers');
    return fieldsAt(container, 'resources', 'requests').cpu;
  });
}
