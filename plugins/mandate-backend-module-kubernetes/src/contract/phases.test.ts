import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { numberAt } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  deploy,
  laterDeploy,
} from '../__testUtils__/changesOnCluster';
import { deployment, service } from '../__testUtils__/manifests';

jest.setTimeout(90_000);

const { change, read, access, namespace } = changesOnCluster();

const INGRESS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  name: 'checkout',
} as const;

function ingress(): ClusterObject {
  const { apiVersion, kind, name } = INGRESS;
  const backend = { service: { name, port: { number: 80 } } };
  return {
    apiVersion,
    kind,
    metadata: { name },
    spec: { defaultBackend: backend },
  };
}

function liveIngress() {
  return access().read('test', { ...INGRESS, namespace: namespace() });
}

describe('the phases of an apply', () => {
  it('a route is written when the pods that it leads to are there', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [ingress(), deployment({}), service()],
    });
    const steps = plan.steps.map(({ id }) => id);
    expect(steps.slice(-2)).toEqual([
      'apply-deployment-checkout',
      'apply-ingress-checkout',
    ]);
    for (const id of steps) {
      expect(await driver.act(plan, id)).toEqual({ type: 'acted' });
    }
    // No look in between: the step itself has waited.
    expect(numberAt(await read(), 'status', 'availableReplicas')).toBe(2);
    expect(await liveIngress()).toBeDefined();
  });

  it('a route is not written when its pods will never be there', async () => {
    const driver = change(laterDeploy);
    const plan = await driver.plan({
      objects: [
        ingress(),
        service(),
        deployment({
          image: 'mandate.test/workload:does-not-exist',
          podAnnotations: { 'mandate.test/simulate': 'image-pull-error' },
        }),
      ],
    });
    const steps = plan.steps.map(({ id }) => id);
    for (const id of steps.slice(0, -1)) {
      await driver.act(plan, id);
    }
    expect(await driver.act(plan, steps[steps.length - 1])).toMatchObject({
      type: 'refused',
      words: expect.stringMatching(/ImagePull/),
    });
    expect(await liveIngress()).toBeUndefined();
  });
});
