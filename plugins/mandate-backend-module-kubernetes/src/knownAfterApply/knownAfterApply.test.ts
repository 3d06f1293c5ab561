import { randomUUID } from 'node:crypto';
import type { ClusterObject, Plan } from '@mandate/plugin-mandate-common';
import { fieldsAt, textAt } from '@mandate/plugin-mandate-node';
import { parseTemplate, templateDigest } from '@mandate/templates';
import { changesOnCluster } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { fillInStep } from './fillInStep';

jest.setTimeout(120_000);

const { change, access, namespace } = changesOnCluster();

/** A program whose settings hold the address that the cluster gives its Service, and what others keep for all. */
const TEMPLATE = `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: addressed
  annotations:
    mandate.dev/title: Addressed
    mandate.dev/workload: deployment
spec:
  schema:
    apiVersion: v1alpha1
    kind: Addressed
    group: templates.mandate.dev
    spec:
      image: string | default="mandate.test/workload:v1"
  resources:
    - id: shared
      externalRef:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: shared-settings }
    - id: service
      template:
        apiVersion: v1
        kind: Service
        metadata: { name: '\${schema.metadata.name}' }
        spec:
          selector: { app: '\${schema.metadata.name}' }
          ports: [{ name: http, port: 80 }]
    - id: settings
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: '\${schema.metadata.name}' }
        data:
          address: 'http://\${service.spec.clusterIP}:80'
          region: '\${shared.data.region}'
    - id: deployment
      template:
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: '\${schema.metadata.name}' }
        spec:
          replicas: 1
          selector: { matchLabels: { app: '\${schema.metadata.name}' } }
          template:
            metadata: { labels: { app: '\${schema.metadata.name}' } }
            spec:
              containers:
                - name: main
                  image: '\${schema.spec.image}'
                  env:
                    - { name: SETTINGS, value: '\${settings.metadata.name}' }
`;

function approved(): ApprovedTemplates {
  const parsed = parseTemplate(TEMPLATE);
  if (!parsed.ok) {
    throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  }
  return new ApprovedTemplates({
    names: async () => ['addressed'],
    read: async name => ({
      name,
      text: TEMPLATE,
      trustedDigests: [templateDigest(parsed.template)],
    }),
  });
}

function deployKindOf(templates: ApprovedTemplates) {
  return deployKind({
    verification: { soakSeconds: 1, deadlineSeconds: 60 },
    mostPruned: 10,
    now: () => new Date(),
    templates,
  });
}

function deployment() {
  return change(deployKindOf(approved()), {
    changeId: `chg-${randomUUID().slice(0, 8)}`,
  });
}

const input = { template: { name: 'addressed', parameters: {} } };

function live(kind: string, name: string): Promise<ClusterObject | undefined> {
  return access().read('test', {
    apiVersion: 'v1',
    kind,
    namespace: namespace(),
    name,
  });
}

function makeNamespace() {
  const metadata = { name: namespace() };
  return access().apply(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', metadata },
    {},
  );
}

function keepShared(region: string) {
  return access().apply(
    'test',
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shared-settings', namespace: namespace() },
      data: { region },
    },
    {},
  );
}

it('what only the cluster tells is shown as such, and filled in behind what it is made of', async () => {
  await makeNamespace();
  await keepShared('north');
  const driver = deployment();
  const plan = await driver.plan(input);
  const settings = plan.objects.find(
    ({ kind, name }) => kind === 'ConfigMap' && name === 'checkout',
  );
  expect(settings?.after?.data).toEqual({
    address: '(known after apply)',
    region: 'north',
  });
  expect(plan.summary).toContain('known after apply: service.spec.clusterIP');
  const steps = plan.steps.map(({ id }) => id);
  expect(steps.indexOf('apply-configmap-checkout')).toBe(
    steps.indexOf('apply-service-checkout') + 1,
  );

  await driver.run(plan);
  // Its own effects are no drift of the target, also where something was filled in.
  expect(await driver.version(plan)).toBe(plan.baseVersion);
  const service = await live('Service', 'checkout');
  const address = textAt(service, 'spec', 'clusterIP');
  expect(address).toMatch(/^\d+\./);
  expect(fieldsAt(await live('ConfigMap', 'checkout'), 'data')).toEqual({
    address: `http://${address}:80`,
    region: 'north',
  });
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);

  // Now the cluster tells it at once, and nothing is left to do.
  expect(await deployment().planOutcome(input)).toMatchObject({
    type: 'nothing-to-do',
  });
  const undone = await driver.undo(plan);
  expect(undone.map(({ type }) => type)).toEqual(undone.map(() => 'present'));
  expect(await live('ConfigMap', 'checkout')).toBeUndefined();
});

it('what others keep is read in the run when it comes late', async () => {
  const driver = deployment();
  const plan = await driver.plan(input);
  expect(plan.pending?.map(({ waitsFor }) => waitsFor)).toEqual([
    'service.spec.clusterIP',
    'shared.data.region',
  ]);
  const reports: string[] = [];
  for (const { id } of plan.steps) {
    if (id === 'apply-configmap-checkout') {
      reports.push(...(await driver.actUntil(plan, id, /is not there\./)));
      await keepShared('south');
    }
    expect(await driver.act(plan, id)).toEqual({ type: 'acted' });
    expect(await driver.observe(plan, id)).toMatchObject({ type: 'present' });
  }
  expect(reports.join(' ')).toContain(
    `ConfigMap shared-settings in the namespace ${namespace()}, which the template reads as shared, is not there.`,
  );
  expect(textAt(await live('ConfigMap', 'checkout'), 'data', 'region')).toBe(
    'south',
  );
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
});

it('what never comes is an error that names it', async () => {
  const driver = deployment();
  const plan = await driver.plan(input);
  const stepId = 'apply-configmap-checkout';
  const before = plan.steps.slice(
    0,
    plan.steps.findIndex(({ id }) => id === stepId),
  );
  for (const { id } of before) {
    expect(await driver.act(plan, id)).toEqual({ type: 'acted' });
  }
  const impatient = change({
    ...deployKindOf(approved()),
    step: (of: Plan, id: string) => {
      const options = {
        templates: approved(),
        now: () => new Date(),
        waitMs: 700,
      };
      const handler = fillInStep(of, id, options);
      if (!handler) {
        throw new Error('The step has nothing to fill in.');
      }
      return handler;
    },
  });
  expect(await impatient.act(plan, stepId)).toEqual({
    type: 'refused',
    words: expect.stringMatching(
      /^It was waited for 0\.7 s: ConfigMap shared-settings in the namespace .* is not there\./,
    ),
  });
  expect(await live('ConfigMap', 'checkout')).toBeUndefined();
});
