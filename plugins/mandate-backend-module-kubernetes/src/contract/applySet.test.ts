import { fieldsAt } from '@mandate/plugin-mandate-node';
import {
  changesOnCluster,
  deploy,
  deployOne,
} from '../__testUtils__/changesOnCluster';
import { configMap, deployment, service } from '../__testUtils__/manifests';

jest.setTimeout(60_000);

const { change, find, applyAs, deployed } = changesOnCluster();

const whole = [deployment({}), service(), configMap({ a: 'b' })];

async function wholeDeployed() {
  const driver = change(deploy);
  await driver.run(await driver.plan({ objects: whole, prune: true }));
}

describe('a deploy of all that belongs to the target', () => {
  it('removes what the new version does not have, says so, and makes it again when it is undone', async () => {
    await wholeDeployed();
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({ replicas: 3 })],
      prune: true,
    });
    expect(plan.summary).toContain('2 deleted');
    expect(plan.undo.words).toContain('what is removed is made again');
    expect(plan.steps.map(({ id }) => id)).toEqual([
      'apply-deployment-checkout',
      'delete-service-checkout',
      'delete-configmap-checkout',
    ]);
    expect(await driver.version(plan)).toBe(plan.baseVersion);
    await driver.run(plan);
    expect(await find('Service')).toBeUndefined();
    expect(await find('ConfigMap')).toBeUndefined();
    expect(await driver.version(plan)).toBe(plan.baseVersion);

    await driver.undo(plan);
    expect(fieldsAt(await find('ConfigMap'), 'data')).toEqual({ a: 'b' });
    expect(await find('Service')).toBeDefined();
  });

  it('tells kubectl what belongs together', async () => {
    await wholeDeployed();
    const parent = await find('ConfigMap', 'mandate-set-checkout');
    expect(parent?.metadata.annotations).toMatchObject({
      'applyset.kubernetes.io/contains-group-kinds':
        'ConfigMap,Deployment.apps,Service',
    });
    expect(
      (await find('Service'))?.metadata.labels?.[
        'applyset.kubernetes.io/part-of'
      ],
    ).toBe(parent?.metadata.labels?.['applyset.kubernetes.io/id']);
  });

  it('leaves what somebody else made, whatever its labels say', async () => {
    await wholeDeployed();
    const ours = await find('ConfigMap');
    await applyAs('kubectl', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'copied', labels: ours?.metadata.labels },
      data: { copied: 'by hand' },
    });
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), service()],
      prune: true,
    });
    expect(plan.summary).toContain(
      'ConfigMap copied stays, because Mandate did not make it',
    );
    await driver.run(plan);
    expect(await find('ConfigMap')).toBeUndefined();
    expect(await find('ConfigMap', 'copied')).toBeDefined();
  });

  it('refuses to remove an object that changed since it was planned', async () => {
    await wholeDeployed();
    const driver = change(deploy);
    const plan = await driver.plan({
      objects: [deployment({}), service()],
      prune: true,
    });
    await applyAs('kubectl', { ...configMap({ a: 'c' }) });
    expect(await driver.act(plan, 'delete-configmap-checkout')).toMatchObject({
      type: 'refused',
      words: expect.stringContaining('changed by somebody'),
    });
  });

  it('is impossible when it would remove more than is allowed at once', async () => {
    await wholeDeployed();
    expect(
      await change(deployOne).planOutcome({
        objects: [deployment({})],
        prune: true,
      }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('would remove 2 objects'),
    });
  });

  it('removes nothing that an earlier deploy of a part brought', async () => {
    await deployed();
    const part = change(deploy);
    await part.run(await part.plan({ objects: [configMap({ a: 'b' })] }));
    const plan = await change(deploy).plan({
      objects: [deployment({ replicas: 1 })],
      prune: true,
    });
    expect(plan.objects.every(({ action }) => action !== 'delete')).toBe(true);
  });
});

describe('manifests as text', () => {
  it('are deployed document by document', async () => {
    const driver = change(deploy);
    const plan = await driver.plan({
      manifests: whole.map(object => JSON.stringify(object)).join('\n---\n'),
    });
    await driver.run(plan);
    expect(await find('Service')).toBeDefined();
  });

  it('are refused with every error and its document', async () => {
    await deployed();
    const documents = [
      { ...configMap({}), kind: 'Secret' },
      configMap({ good: 'yes' }),
      { apiVersion: 'example.test/v1', kind: 'Thing', metadata: { name: 'a' } },
    ];
    expect(
      await change(deploy).planOutcome({
        manifests: documents.map(one => JSON.stringify(one)).join('\n---\n'),
      }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(/^Document 1: Secret.*\nDocument 3: Thing/),
    });
    const refused = [
      { ...deployment({}), spec: { replicas: 'many' } },
      configMap({ good: 'yes' }),
      { ...service(), spec: { ports: [{ port: -1 }] } },
    ];
    expect(
      await change(deploy).planOutcome({
        manifests: refused.map(one => JSON.stringify(one)).join('\n---\n'),
      }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(
        /Document 3, Service checkout[\s\S]*Document 1, Deployment checkout/,
      ),
    });
  });
});
