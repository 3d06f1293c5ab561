import { fieldsAt } from '@mandate/plugin-mandate-node';
import { configMap, deployment } from '../__testUtils__/manifests';
import {
  changesOnCluster,
  deploy,
  scale,
  V2,
} from '../__testUtils__/changesOnCluster';

jest.setTimeout(60_000);

const { namespace, change, read, deployed } = changesOnCluster();

describe('undoing a deploy', () => {
  it('undo removes what it created and leaves the namespace', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), configMap({ a: '1' })],
    });
    await driver.run(plan);
    const observed = await driver.undo(plan);
    expect(observed.map(({ type }) => type)).toEqual(['present', 'present']);
    await expect(read()).rejects.toThrow('There is no Deployment');
    expect((await read('Namespace')).metadata.name).toBe(namespace());
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

  it('undo before anything was done keeps an earlier owner from doing it afterwards (I10)', async () => {
    await deployed();
    const before = fieldsAt(await read(), 'spec');
    let isAbout = () => {};
    const about = new Promise<void>(resolve => {
      isAbout = resolve;
    });
    let goOn = () => {};
    const still = new Promise<void>(resolve => {
      goOn = resolve;
    });
    const changeId = 'chg-late';
    const earlier = change(deploy, {
      changeId,
      fence: 1,
      beforeWriting: async () => {
        isAbout();
        await still;
      },
    });
    const heir = change(deploy, { changeId, fence: 2 });
    const plan = await heir.plan({ image: V2 });
    const late = earlier.act(plan, 'apply-deployment-checkout');
    await about;
    await expect(heir.undo(plan)).resolves.toMatchObject([{ type: 'present' }]);
    goOn();
    expect((await late).type).not.toBe('acted');
    expect(
      (await earlier.act(plan, 'apply-deployment-checkout')).type,
    ).not.toBe('acted');
    expect(fieldsAt(await read(), 'spec')).toEqual(before);
  });

  it('undo leaves an object alone that another change wrote since', async () => {
    await deployed();
    const driver = change(deploy);
    const plan = await driver.plan({ image: V2 });
    await driver.run(plan);
    await change(scale).run(await change(scale).plan({ replicas: 3 }));
    await expect(driver.undo(plan)).rejects.toThrow('somebody else since');
  });
});
