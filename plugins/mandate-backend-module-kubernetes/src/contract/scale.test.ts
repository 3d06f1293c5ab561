import { fieldsAt, replicasOf } from '@mandate/plugin-mandate-node';
import { changesOnCluster, scale } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, read, deployed } = changesOnCluster();

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
