import type { TargetFacts } from '@mandate/plugin-mandate-common';
import {
  changesOnCluster,
  deploy,
  restart,
  rollback,
  scale,
  V2,
} from '../__testUtils__/changesOnCluster';
import { configMap } from '../__testUtils__/manifests';

jest.setTimeout(60_000);

const { change, deployed } = changesOnCluster();

describe("another owner's workload", () => {
  it.each([
    ['entity', { entityRef: 'component:attacker/checkout' }],
    ['environment', { environment: 'prod' }],
  ] satisfies readonly (readonly [string, Partial<TargetFacts>])[])(
    'is changed by no kind when the %s is another',
    async (_, facts) => {
      await deployed();
      const attempts = [
        change(deploy, { facts }).planOutcome({ image: V2 }),
        change(deploy, { facts }).planOutcome({
          objects: [configMap({ a: 'b' })],
        }),
        change(scale, { facts }).planOutcome({ replicas: 0 }),
        change(restart, { facts }).planOutcome({}),
        change(rollback, { facts }).planOutcome({}),
      ];
      for (const attempt of attempts) {
        expect(await attempt).toEqual({
          type: 'impossible',
          words: expect.stringContaining(
            "belongs to the entity 'default.checkout' in the environment 'dev'",
          ),
        });
      }
    },
  );

  it('is not taken over through its other objects either', async () => {
    const owner = change(deploy);
    await owner.run(await owner.plan({ objects: [configMap({ a: 'b' })] }));
    const outcome = await change(deploy, {
      facts: {
        entityRef: 'component:default/other',
        workload: { kind: 'Deployment', name: 'other' },
      },
    }).planOutcome({ objects: [configMap({ a: 'c' })] });
    expect(outcome).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining("ConfigMap 'checkout'"),
    });
  });
});
