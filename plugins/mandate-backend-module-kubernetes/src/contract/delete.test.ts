import { replicasOf } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  deleteAfter,
  deleteIt,
  deploy,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment, service } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { retentionDetector } from '../retention/retentionDetector';

jest.setTimeout(60_000);

const { change, read, find, podNames, access, namespace } = changesOnCluster();

async function retired(): Promise<void> {
  const whole = change(deploy);
  const objects = [deployment({}), service(), configMap({ a: 'b' })];
  await whole.run(await whole.plan({ objects, prune: true }));
  const driver = change(deleteIt);
  const plan = await driver.plan({ retentionDays: 3 });
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
}

describe('delete', () => {
  it('first stops the pods and keeps everything; an undo brings them back', async () => {
    const whole = change(deploy);
    await whole.run(await whole.plan({ objects: [deployment({})] }));
    const driver = change(deleteIt);
    const plan = await driver.plan({});
    expect(plan.summary).toContain('kept for 7 days');
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(await podNames()).toEqual([]);
    await driver.undo(plan);
    expect(replicasOf(await read())).toBe(2);
  });

  it('is taken back by a change within its time', async () => {
    await retired();
    const driver = change(deleteIt);
    const plan = await driver.plan({ action: 'restore' });
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    const live = await read();
    expect(replicasOf(live)).toBe(2);
    expect(JSON.stringify(live.metadata.annotations)).not.toContain(
      'mandate.dev/retention-days',
    );
    expect(
      await change(deleteIt).planOutcome({ action: 'restore' }),
    ).toMatchObject({ type: 'impossible' });
  });

  it('removes nothing before its time is over, and all that belongs to it after', async () => {
    await retired();
    expect(
      await change(deleteAfter(2)).planOutcome({ action: 'remove' }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('is kept until'),
    });
    const driver = change(deleteAfter(4));
    const plan = await driver.plan({ action: 'remove' });
    expect(plan.objects.every(({ action }) => action === 'delete')).toBe(true);
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    for (const kind of ['Deployment', 'Service', 'ConfigMap'] as const) {
      expect(await find(kind)).toBeUndefined();
    }
    expect(await find('ConfigMap', 'mandate-set-checkout')).toBeUndefined();
    await driver.undo(plan);
    expect(replicasOf(await read())).toBe(0);
    expect(await find('Service')).toBeDefined();
  });

  it('is found when its time is over, and nothing is left to be found after the removal', async () => {
    await retired();
    const target = targetIn(namespace());
    const over = (days: number) =>
      retentionDetector({
        cluster: 'test',
        now: () => new Date(Date.now() + days * 86_400_000),
      }).detect({
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
    expect(await over(2)).toEqual([]);
    expect(await over(4)).toMatchObject([
      {
        title: expect.stringContaining('is over'),
        target: { entityRef: target.entityRef },
      },
    ]);
    const driver = change(deleteAfter(4));
    await driver.run(await driver.plan({ action: 'remove' }));
    expect(await over(4)).toEqual([]);
  });

  it('removes nothing that was not retired', async () => {
    const whole = change(deploy);
    await whole.run(await whole.plan({ objects: [deployment({})] }));
    expect(
      await change(deleteAfter(400)).planOutcome({ action: 'remove' }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('is not retired'),
    });
  });
});
