import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ENTITY_LABEL } from '@mandate/plugin-mandate-common';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  changesOnCluster,
  deleteIt,
  deploy as deployManifests,
  reapply,
  V1,
} from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { appliedObjects } from '../drift/appliedObjects';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(120_000);

const examples = resolve(__dirname, '../../../../examples/templates');
const isRealCluster = Boolean(process.env.MANDATE_TEST_KUBECONFIG);
const options = {
  verification: { soakSeconds: 0, deadlineSeconds: 60 },
  mostPruned: 20,
  now: () => new Date(),
};
const folders = { directories: [examples] };
const deploy = deployKind({
  ...options,
  templates: new ApprovedTemplates(
    new TemplateFolders({
      ...folders,
      approvals: resolve(examples, 'approved.yaml'),
    }),
  ),
});
const unapproved = deployKind({
  ...options,
  templates: new ApprovedTemplates(new TemplateFolders(folders)),
});

const { access, change, cluster, deployed, namespace } = changesOnCluster();

const PARTS = [
  'etl-pipeline',
  'monitoring-configuration',
  'network-segmentation',
  'resource-configuration',
  'restic-backup',
  'scaling-configuration',
  'scheduled-job',
  'security-configuration',
  'storage-volume',
];
/** What says when it is ready without a workload: a control plane without a provisioner or figures of use never does. */
const NEVER_READY = isRealCluster
  ? ['storage-volume', 'scaling-configuration']
  : [];

const inputSchema = z.object({ values: z.record(z.string(), z.json()) });

/** The parameters of the reviewed golden. */
function template(name: string, changes: Record<string, unknown> = {}) {
  const text = readFileSync(
    resolve(examples, name, 'golden/defaults.input.yaml'),
    'utf8',
  );
  const { values } = inputSchema.parse(parse(text));
  return { template: { name, parameters: { ...values, ...changes } } };
}

async function deployPart(name: string, changes?: Record<string, unknown>) {
  const driver = change(deploy);
  const plan = await driver.plan(template(name, changes));
  await driver.run(plan);
  const checks = await driver.checkUntil(plan, allPassing);
  return { driver, plan, checks };
}

function ours() {
  return appliedObjects(access(), {
    cluster: 'test',
    target: targetIn(namespace()),
  });
}

describe('a template without a workload', () => {
  it.each(PARTS.filter(name => !NEVER_READY.includes(name)))(
    '%s is deployed, verified, and has nothing left to do',
    async name => {
      await deployed(deployment({}));
      const { plan, checks } = await deployPart(name, {
        ...(name === 'scaling-configuration' ? { workload: 'checkout' } : {}),
      });
      expect(notPassing(checks)).toEqual([]);
      expect(checks.length).toBeGreaterThan(1);
      expect(plan.template).toMatchObject({ name, approved: true });
      expect(
        (await ours()).every(
          ({ metadata }) => metadata.labels?.[ENTITY_LABEL] !== undefined,
        ),
      ).toBe(true);
      expect(
        await change(deploy).planOutcome({
          template: { name, parameters: {} },
        }),
      ).toMatchObject({ type: 'nothing-to-do' });
    },
  );

  it('keeps the parameters that are left out, and its version', async () => {
    await deployPart('resource-configuration', { pods: 20 });
    const driver = change(deploy);
    const plan = await driver.plan({
      template: {
        name: 'resource-configuration',
        parameters: { cpuCores: 4 },
      },
    });
    expect(plan.template?.values).toMatchObject({ pods: 20, cpuCores: 4 });
  });

  it('leaves what other templates and the workload brought', async () => {
    await deployed(deployment({ image: V1 }));
    await deployPart('network-segmentation');
    await deployPart('resource-configuration');
    const kinds = new Set((await ours()).map(({ kind }) => kind));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        'Deployment',
        'NetworkPolicy',
        'ResourceQuota',
        'LimitRange',
      ]),
    );
  });

  it('is undone to what was before', async () => {
    await deployPart('resource-configuration', { pods: 20 });
    const driver = change(deploy);
    const plan = await driver.plan(
      template('resource-configuration', { pods: 30 }),
    );
    await driver.run(plan);
    await driver.undo(plan);
    const quota = (await ours()).find(({ kind }) => kind === 'ResourceQuota');
    expect(quota).toMatchObject({ spec: { hard: { pods: '20' } } });
  });

  it('drifts, and is put back by reapply', async () => {
    await deployPart('network-segmentation');
    await cluster().patchAs(
      'kubectl-edit',
      `/apis/networking.k8s.io/v1/namespaces/${namespace()}/networkpolicies/checkout-deny`,
      { spec: { policyTypes: ['Ingress'] } },
    );
    const driver = change(reapply);
    const plan = await driver.plan({});
    expect(plan.summary).toContain('checkout-deny');
    await driver.run(plan);
    const live = (await ours()).find(
      ({ metadata }) => metadata.name === 'checkout-deny',
    );
    expect(live).toMatchObject({
      spec: { policyTypes: ['Ingress', 'Egress'] },
    });
  });

  it('is removed by itself, with what stands for it; an undo brings it back', async () => {
    await deployed(deployment({ image: V1 }));
    await deployPart('resource-configuration');
    await deployPart('network-segmentation');
    const driver = change(deleteIt);
    const plan = await driver.plan({
      action: 'remove',
      template: 'resource-configuration',
    });
    expect(plan.removesTemplate).toBe('resource-configuration');
    await driver.run(plan);
    expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
    const kinds = async () => new Set((await ours()).map(({ kind }) => kind));
    expect(await kinds()).not.toContain('ResourceQuota');
    expect([...(await kinds())]).toEqual(
      expect.arrayContaining(['Deployment', 'NetworkPolicy']),
    );
    expect(
      await change(deleteIt).planOutcome({
        action: 'remove',
        template: 'resource-configuration',
      }),
    ).toMatchObject({ type: 'impossible' });
    await driver.undo(plan);
    expect(await kinds()).toContain('ResourceQuota');
  });

  it('has no pods to be retired', async () => {
    await deployPart('resource-configuration');
    expect(
      await change(deleteIt).planOutcome({
        template: 'resource-configuration',
      }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('Use the action `remove`'),
    });
  });

  it('that gives rights is always decided by a person', async () => {
    const plan = await change(deploy).plan(template('security-configuration'));
    expect(plan.template).toMatchObject({
      approved: true,
      classification: 'novel',
      reasons: expect.arrayContaining([
        expect.stringContaining('gives rights in the cluster: Role '),
      ]),
    });
  });

  it('that gives rights takes them away again when it is undone', async () => {
    const rights = async () =>
      (await ours())
        .map(({ kind }) => kind)
        .filter(kind => /^Role(Binding)?$/.test(kind));
    const { driver, plan } = await deployPart('security-configuration');
    expect(await rights()).toEqual(
      expect.arrayContaining(['Role', 'RoleBinding']),
    );
    await driver.undo(plan);
    expect(await rights()).toEqual([]);
  });

  it.each(['security-configuration', 'resource-configuration'])(
    '%s is impossible while nobody approved it',
    async name => {
      expect(
        await change(unapproved).planOutcome(template(name)),
      ).toMatchObject({
        type: 'impossible',
        words: expect.stringContaining('only an approved template may bring'),
      });
    },
  );

  it('a quota by manifest is impossible', async () => {
    const objects = [
      { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'more' } },
    ];
    expect(
      await change(deployManifests).planOutcome({ objects }),
    ).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('only an approved template may bring'),
    });
  });
});
