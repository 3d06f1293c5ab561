import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import { fieldsAt, textAt } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  cordon,
  deploy,
  drain,
} from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';

jest.setTimeout(150_000);

const { change, access, namespace, deployed } = changesOnCluster();

const facts = { entityKind: 'Resource' };

async function podsByNode(): Promise<ReadonlyMap<string, readonly string[]>> {
  const pods = await access().list('test', {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: namespace(),
  });
  const nodes = new Map<string, string[]>();
  for (const pod of pods) {
    const node = textAt(pod, 'spec', 'nodeName') ?? '';
    nodes.set(node, [...(nodes.get(node) ?? []), pod.metadata.name]);
  }
  return nodes;
}

async function nodeWithPods(): Promise<string> {
  const [node] = (await podsByNode()).keys();
  if (!node) {
    throw new Error('No pod runs.');
  }
  return node;
}

async function unschedulable(name: string): Promise<unknown> {
  const node = await access().read('test', {
    apiVersion: 'v1',
    kind: 'Node',
    name,
  });
  return fieldsAt(node, 'spec').unschedulable ?? false;
}

function budget(minAvailable: number): ClusterObject {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'checkout' },
    spec: { minAvailable, selector: { matchLabels: { app: 'checkout' } } },
  };
}

/** Others who use the cluster may have pods on the node that nothing would make again; they end them. */
async function drainPlan(
  driver: ReturnType<typeof change>,
  node: string,
): Promise<Plan> {
  const until = Date.now() + 60_000;
  for (;;) {
    const outcome = await driver.planOutcome({ node, loseLocalData: true });
    if (outcome.type === 'planned') {
      return outcome.plan;
    }
    if (Date.now() > until) {
      throw new Error(outcome.words);
    }
    await delay(500);
  }
}

/** A test that fails must not leave a cluster without nodes to the next one. */
afterEach(async () => {
  const nodes = await access().list('test', {
    apiVersion: 'v1',
    kind: 'Node',
  });
  for (const { metadata, spec } of nodes) {
    if (fieldsAt({ spec }, 'spec').unschedulable) {
      const driver = change(cordon, { facts });
      await driver.run(
        await driver.plan({ node: metadata.name, schedulable: true }),
      );
    }
  }
});

describe('nodes', () => {
  it('are no business of a service', async () => {
    const refusal = {
      type: 'impossible',
      words: expect.stringContaining('Nodes belong to everybody'),
    };
    const input = { node: 'any' };
    expect(await change(cordon).planOutcome(input)).toMatchObject(refusal);
    expect(await change(drain).planOutcome(input)).toMatchObject(refusal);
  });

  it('are cordoned, taken into use again, and told apart from those that do not exist', async () => {
    await deployed();
    const node = await nodeWithPods();
    const driver = change(cordon, { facts });
    const plan = await driver.plan({ node });
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    await driver.run(plan);
    expect(await unschedulable(node)).toBe(true);
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    expect(await change(cordon, { facts }).planOutcome({ node })).toMatchObject(
      { type: 'nothing-to-do' },
    );
    await driver.undo(plan);
    expect(await unschedulable(node)).toBe(false);
    expect(
      await change(cordon, { facts }).planOutcome({ node: 'no-such-node' }),
    ).toMatchObject({ type: 'impossible' });
  });

  it('are drained as disruption budgets allow, and taken into use again by an undo', async () => {
    await deployed();
    const part = change(deploy);
    await part.run(await part.plan({ objects: [budget(1)] }));
    const node = await nodeWithPods();
    const driver = change(drain, { facts });
    const plan = await drainPlan(driver, node);
    // On a cluster that others use too, only the first namespaces are named.
    expect(plan.summary).toMatch(new RegExp(`${namespace()}| and \\d+ more`));
    await driver.runPatiently(plan, 60_000);
    expect((await podsByNode()).has(node)).toBe(false);
    expect(await unschedulable(node)).toBe(true);
    await driver.undo(plan);
    expect(await unschedulable(node)).toBe(false);
  });

  it('stay as they are while a budget says no, and the pods too', async () => {
    await deployed();
    const part = change(deploy);
    await part.run(await part.plan({ objects: [budget(2)] }));
    const node = await nodeWithPods();
    const driver = change(drain, { facts });
    const plan = await drainPlan(driver, node);
    const [cordoning, evicting] = plan.steps;
    await driver.act(plan, cordoning.id);
    const before = await podsByNode();
    await driver.actUntil(plan, evicting.id, /disruption budget/);
    expect((await podsByNode()).get(node)).toEqual(before.get(node));
    await driver.undo(plan);
  });

  it('are not drained while data would be lost', async () => {
    const { spec, ...rest } = deployment({});
    const template = fieldsAt({ spec }, 'spec', 'template');
    await deployed({
      ...rest,
      spec: {
        ...fieldsAt({ spec }, 'spec'),
        template: {
          ...template,
          spec: {
            ...fieldsAt(template, 'spec'),
            volumes: [{ name: 'scratch', emptyDir: {} }],
          },
        },
      },
    });
    const node = await nodeWithPods();
    expect(await change(drain, { facts }).planOutcome({ node })).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('loseLocalData'),
    });
    expect(
      (await change(drain, { facts }).plan({ node, loseLocalData: true }))
        .steps,
    ).toHaveLength(2);
  });
});
