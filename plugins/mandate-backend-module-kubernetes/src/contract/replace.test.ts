import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { fieldsAt } from '@mandate/plugin-mandate-node';
import { changesOnCluster, deploy } from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';

jest.setTimeout(90_000);

const { change, deployed, find, podNames } = changesOnCluster();

const facts = { workload: { kind: 'StatefulSet', name: 'checkout' } } as const;

function statefulSet(serviceName: string): ClusterObject {
  const { metadata, spec } = deployment({});
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: { ...fieldsAt({ spec }, 'spec'), serviceName },
  };
}

describe('a field that cannot be changed', () => {
  it('of a Deployment makes deleting and making it anew two steps that the plan shows', async () => {
    await deployed();
    const labels = { app: 'checkout', version: 'two' };
    const { spec, ...rest } = deployment({});
    const changed: ClusterObject = {
      ...rest,
      spec: {
        ...fieldsAt({ spec }, 'spec'),
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: fieldsAt({ spec }, 'spec', 'template', 'spec'),
        },
      },
    };
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [changed] });
    expect(plan.steps.map(({ title }) => title)).toEqual([
      'Delete Deployment checkout, to make it anew',
      'Make Deployment checkout anew',
    ]);
    expect(plan.summary).toContain('1 made anew');
    expect(plan.objects.map(({ action }) => action)).toEqual([
      'delete',
      'create',
    ]);
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    const [remove, create] = plan.steps;
    expect((await driver.act(plan, remove.id)).type).toBe('acted');
    expect((await driver.observe(plan, remove.id)).type).toBe('present');
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    expect((await driver.act(plan, create.id)).type).toBe('acted');
    expect((await driver.observe(plan, create.id)).type).toBe('present');
    expect((await driver.observe(plan, remove.id)).type).toBe('present');
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);

    await driver.undo(plan);
    expect(
      fieldsAt(await find('Deployment'), 'spec', 'selector', 'matchLabels'),
    ).toEqual({ app: 'checkout' });
  });

  it('of a StatefulSet leaves its pods, and the new one takes them over', async () => {
    const first = change(deploy, { facts });
    const firstPlan = await first.plan({ objects: [statefulSet('one')] });
    await first.run(firstPlan);
    expect(notPassing(await first.checkUntil(firstPlan, allPassing))).toEqual(
      [],
    );
    const pods = await podNames('uid');
    const driver = change(deploy, { facts });
    const plan = await driver.plan({ objects: [statefulSet('two')] });
    expect(plan.steps[0]?.title).toBe(
      'Delete StatefulSet checkout, to make it anew; its pods stay',
    );
    await driver.runPatiently(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    expect(await podNames('uid')).toEqual(pods);
  });
});
