import { resolve } from 'node:path';
import type { Plan, TargetFacts } from '@mandate/plugin-mandate-common';
import type { StepContext } from '@mandate/plugin-mandate-node';
import {
  type BareCluster,
  startBareCluster,
} from '../__testUtils__/testCluster';
import { readRoles, templateRenderer } from '../foundation/readMaterials';
import { bootstrapSettingsSchema } from '../foundation/settings';
import { bootstrapKind } from './bootstrapKind';

jest.setTimeout(180_000);

const environment = `c${Date.now().toString(36)}`;
const kind = bootstrapKind({
  roles: readRoles,
  render: templateRenderer(
    resolve(__dirname, '../../../../examples/templates'),
  ),
});
const settings = bootstrapSettingsSchema.parse({
  environments: [environment],
  functions: ['application', 'data'],
  monitoring: false,
});

let bare: BareCluster;
beforeAll(async () => {
  bare = await startBareCluster();
});
afterAll(() => bare.stop());

function targetOf(entityKind: string): TargetFacts {
  return {
    entityRef: `${entityKind.toLowerCase()}:default/main-cluster`,
    environment: 'dev',
    cluster: bare.place.cluster,
    namespace: 'clusters',
    workload: { kind: 'Deployment', name: 'main-cluster' },
    name: 'main-cluster',
    entityKind,
    tags: [],
    tier: 3,
    production: false,
    inCatalog: true,
  };
}

function observing(entityKind = 'Resource') {
  return {
    target: targetOf(entityKind),
    clusters: bare.place.access,
    signal: new AbortController().signal,
  };
}

function contextOf(plan: Plan): StepContext {
  return {
    ...observing(),
    changeId: 'chg-bootstrap',
    revision: 1,
    plan,
    idempotencyKey: 'chg-bootstrap/1',
    fence: 1,
    report: () => {},
  };
}

async function planned(): Promise<Plan> {
  const outcome = await kind.plan(observing(), settings);
  if (outcome.type !== 'planned') {
    throw new Error(outcome.words);
  }
  return outcome.plan;
}

function namespaceOf(name: string) {
  return bare.place.access.read(bare.place.cluster, {
    apiVersion: 'v1',
    kind: 'Namespace',
    name,
  });
}

/** On a given cluster the test of the command prepares the same namespaces and accounts at the same time. */
const onOwnCluster = process.env.MANDATE_TEST_KUBECONFIG
  ? describe.skip
  : describe;

onOwnCluster('preparing a cluster by a change', () => {
  it('is for the Resource that stands for a cluster, and no service', async () => {
    expect(await kind.plan(observing('Component'), settings)).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('A cluster belongs to everybody'),
    });
  });

  it('is planned part by part, run, verified, and has nothing left to do then', async () => {
    const plan = await planned();
    expect(plan.steps.map(({ title }) => title.replace(/:.*/, ''))).toEqual([
      'Namespaces',
      'Accounts and rights',
      'Policies',
      'Networks',
      'Quotas and limits',
    ]);
    expect(kind.risk.touchesIdentity).toBe(true);
    expect(await namespaceOf(`data-${environment}`)).toBeUndefined();

    const context = contextOf(plan);
    for (const { id } of plan.steps) {
      const step = kind.step(plan, id);
      expect(await step.act(context)).toEqual({ type: 'acted' });
      expect(await step.observe(context)).toMatchObject({ type: 'present' });
    }
    expect(await namespaceOf(`data-${environment}`)).toBeDefined();
    // Its own effects are no drift of the target.
    expect(await kind.observeVersion(observing(), plan)).toBe(plan.baseVersion);
    const checks = await kind.check(context);
    expect(checks.filter(({ status }) => status !== 'passing')).toEqual([]);
    expect(await kind.plan(observing(), settings)).toMatchObject({
      type: 'nothing-to-do',
    });

    // Cut after its first object, a step goes on where it stopped.
    const [, accounts] = plan.steps;
    expect(await kind.step(plan, accounts.id).act(context)).toEqual({
      type: 'acted',
    });

    for (const { id } of [...plan.steps].reverse()) {
      const step = kind.step(plan, id);
      expect(await step.undo?.(context)).toEqual({ type: 'acted' });
    }
    expect(
      await bare.place.access.read(bare.place.cluster, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        namespace: 'mandate-system',
        name: 'mandate-observer',
      }),
    ).toBeUndefined();
  });
});
