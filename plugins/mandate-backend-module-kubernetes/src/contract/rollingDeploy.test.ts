import type { Plan } from '@mandate/plugin-mandate-common';
import {
  fieldsAt,
  imagesOf,
  numberAt,
  withValueAt,
} from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  laterRollingDeploy,
  rollingDeploy,
  V1,
  V2,
} from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(90_000);

const { change, read, deployed, podNames } = changesOnCluster();

describe('a deploy in batches', () => {
  it('holds after each batch until its pods are ready, and ends with all of them', async () => {
    await deployed(deployment({ replicas: 4 }));
    const driver = change(rollingDeploy);
    const plan = await driver.plan({ image: V2, batches: 2 });
    expect(plan.summary).toContain('in 2 batches');
    const [start, first, last] = plan.steps.map(({ id }) => id);
    await driver.act(plan, start);
    expect((await driver.observe(plan, start)).type).toBe('present');
    expect(fieldsAt(await read(), 'spec').paused).toBe(true);

    expect(await driver.act(plan, first)).toEqual({ type: 'acted' });
    expect((await driver.observe(plan, first)).type).toBe('present');
    const between = await read();
    expect(fieldsAt(between, 'spec').paused).toBe(true);
    expect(numberAt(between, 'status', 'updatedReplicas')).toBeGreaterThan(1);
    expect(await driver.version(plan)).toBe(plan.baseVersion);

    expect(await driver.act(plan, last)).toEqual({ type: 'acted' });
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(fieldsAt(await read(), 'spec').paused ?? false).toBe(false);
    await driver.undo(plan);
    expect(imagesOf(await read())).toEqual([V1]);
  });

  it('stays held when new pods are not well; the old ones serve on, and an undo takes it all back', async () => {
    await deployed(deployment({ replicas: 3 }));
    const before = await podNames();
    const driver = change(laterRollingDeploy);
    const plan = await driver.plan({
      image: 'mandate.test/workload:does-not-exist',
      batches: 3,
    });
    const failing = withSimulation(plan, 'image-pull-error');
    const [start, first] = plan.steps.map(({ id }) => id);
    await driver.act(failing, start);
    expect(await driver.act(failing, first)).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('The rollout is held.'),
    });
    expect(fieldsAt(await read(), 'spec').paused).toBe(true);
    const serving = (await podNames()).filter(name => before.includes(name));
    expect(serving.length).toBeGreaterThanOrEqual(2);
    await driver.undo(failing);
    const live = await read();
    expect(imagesOf(live)).toEqual([V1]);
    expect(fieldsAt(live, 'spec').paused ?? false).toBe(false);
  });

  it('waits for the new pods of a batch while the old ones are all there', async () => {
    await deployed(deployment({ replicas: 3 }));
    const driver = change(rollingDeploy);
    const plan = withSimulation(
      await driver.plan({
        image: 'mandate.test/workload:never-ready',
        batches: 3,
      }),
      'unready',
    );
    const [start, first] = plan.steps.map(({ id }) => id);
    await driver.act(plan, start);
    await driver.actUntil(
      plan,
      first,
      /^1 of 1 pods are new, 3 of 3 available\.$/,
    );
    expect((await driver.observe(plan, first)).type).toBe('absent');
    await driver.undo(plan);
  });

  it('is impossible for a workload that is no Deployment', async () => {
    expect(
      await change(rollingDeploy, {
        facts: { workload: { kind: 'StatefulSet', name: 'db' } },
      }).planOutcome({ image: V2 }),
    ).toMatchObject({ type: 'impossible' });
  });
});

/** The plan with pods that fail so: a cluster of simulated nodes pulls and runs every image, unless its pods say otherwise. */
function withSimulation(plan: Plan, failure: string): Plan {
  const [planned] = plan.objects;
  if (!planned.applied) {
    throw new Error('The plan applies nothing.');
  }
  const path = ['spec', 'template', 'metadata', 'annotations'] as const;
  const annotations = { 'mandate.test/simulate': failure };
  const applied = {
    ...planned.applied,
    ...withValueAt(planned.applied, path, annotations),
  };
  return { ...plan, objects: [{ ...planned, applied }] };
}
