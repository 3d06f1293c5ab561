import {
  changesOnCluster,
  deploy,
  restart,
  V1,
} from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, read, deployed, podNames } = changesOnCluster();

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
    const driver = change(restart, { changeId: 'chg-r' });
    await driver.run(await driver.plan({}));
    const outcome = await change(deploy).planOutcome({ image: V1 });
    expect(outcome.type).toBe('nothing-to-do');
  });
});
