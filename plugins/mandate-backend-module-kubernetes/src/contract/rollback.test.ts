import { fieldsAt, imagesOf } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  deploy,
  restart,
  rollback,
  V1,
  V2,
} from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(60_000);

const { change, read, deployed, patchAs } = changesOnCluster();

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
    await patchAs('kubectl-patch', {
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
