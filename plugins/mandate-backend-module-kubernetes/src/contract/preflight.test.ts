import { withValueAt } from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  changesOnCluster,
  deploy,
  restart,
  rollback,
  scale,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment } from '../__testUtils__/manifests';
import { targetIn } from '../__testUtils__/targets';

jest.setTimeout(60_000);

const { namespace, change, deployed } = changesOnCluster();

/** Scales a Deployment between one pod and four. */
function autoscaler(of: string): ClusterObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'checkout' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: of },
      minReplicas: 1,
      maxReplicas: 4,
    },
  };
}

/** The Deployment with one container that takes its environment from a ConfigMap and a Secret. */
function referring(): ClusterObject {
  const base = deployment({});
  return {
    ...base,
    ...withValueAt(
      base,
      ['spec', 'template', 'spec', 'containers'],
      [
        {
          name: 'checkout',
          image: 'mandate.test/workload:v1',
          envFrom: [
            { configMapRef: { name: 'checkout' } },
            { secretRef: { name: 'checkout-key' } },
            { secretRef: { name: 'maybe', optional: true } },
          ],
        },
      ],
    ),
  };
}

describe('preflight', () => {
  it('a first deploy whose plan brings all it needs is ready', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({ objects: [deployment({})] });
    const checks = await driver.preflight(plan);
    expect(Object.values(checks).map(({ id, status }) => [id, status])).toEqual(
      [
        ['environment', 'pass'],
        ['resources', 'pass'],
        ['dependencies', 'pass'],
        ['configuration', 'pass'],
        ['autoscaling', 'pass'],
      ],
    );
    expect(checks.environment.words).toContain('The change makes namespace');
  });

  it('more than the nodes have left is not there', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({ cpu: '9', replicas: 3 })],
    });
    const { resources } = await driver.preflight(plan);
    expect(resources).toMatchObject({
      status: 'fail',
      words: expect.stringContaining('It asks for 27 CPU'),
    });
  });

  it('names the Secret that pods refer to and nobody made; the plan brings the ConfigMap itself', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [configMap({ mode: 'fast' }), referring()],
    });
    const { configuration } = await driver.preflight(plan);
    expect(configuration).toMatchObject({
      status: 'fail',
      words: "Its pods refer to what is not there: Secret 'checkout-key'.",
    });
  });

  it('names the workload that an autoscaler scales and nobody made', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), autoscaler('chekout')],
    });
    const { autoscaling } = await driver.preflight(plan);
    expect(autoscaling).toMatchObject({
      status: 'fail',
      words: expect.stringContaining(
        "HorizontalPodAutoscaler 'checkout' scales Deployment 'chekout', which is not there.",
      ),
    });
  });

  it('an autoscaler is ready with its workload in the same plan, and with one that runs', async () => {
    const together = change(deploy);
    const first = await together.plan({
      objects: [autoscaler('checkout'), deployment({})],
    });
    expect((await together.preflight(first)).autoscaling.status).toBe('pass');
    await deployed();
    const alone = change(deploy);
    const second = await alone.plan({ objects: [autoscaler('checkout')] });
    expect((await alone.preflight(second)).autoscaling).toMatchObject({
      status: 'pass',
      words: "What it scales is there: Deployment 'checkout'.",
    });
  });

  it('a dependency that does not run keeps a restart waiting for a person, but not the way back', async () => {
    await deployed();
    const dependency = {
      ...targetIn(namespace()),
      name: 'payments',
      workload: { kind: 'Deployment' as const, name: 'payments' },
    };
    const driver = change(restart);
    const plan = await driver.plan({});
    const healthy = await driver.preflight(plan, [targetIn(namespace())]);
    expect(healthy.dependencies.status).toBe('pass');
    const missing = await driver.preflight(plan, [dependency]);
    expect(missing.dependencies).toMatchObject({
      status: 'fail',
      words: expect.stringContaining('payments does not run in'),
    });
    expect(
      await change(rollback).preflight(plan, [dependency]),
    ).not.toHaveProperty('dependencies');
  });

  it('a smaller workload asks for nothing more', async () => {
    await deployed();
    const driver = change(scale);
    const plan = await driver.plan({ replicas: 1 });
    const { resources } = await driver.preflight(plan);
    expect(resources.words).toBe('It asks for no more than runs now.');
  });
});
