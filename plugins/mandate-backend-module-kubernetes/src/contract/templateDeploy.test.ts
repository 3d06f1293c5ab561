import { imagesOf, replicasOf } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import {
  allPassing,
  ChangeDriver,
  notPassing,
} from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import {
  startTestCluster,
  type TestCluster,
} from '../__testUtils__/testCluster';
import { deployKind } from '../kinds/deploy/deployKind';
import { rollingDeployKind } from '../kinds/rolling/rollingDeployKind';
import { scaleKind } from '../kinds/scale/scaleKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(60_000);

const examples = resolve(__dirname, '../../../../examples/templates');
const options = {
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(),
};
const templates = new ApprovedTemplates(
  new TemplateFolders({
    directories: [examples],
    approvals: resolve(examples, 'approved.yaml'),
  }),
);
const deploy = deployKind({ ...options, templates });
const rollingDeploy = rollingDeployKind({ ...options, templates });
const image = 'mandate.test/workload:v1';

let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await startTestCluster();
});
afterAll(async () => {
  await cluster?.stop();
});
beforeEach(() => {
  namespace = `t-${randomUUID().slice(0, 8)}`;
});
afterEach(async () => {
  await cluster.access.remove(
    'test',
    { apiVersion: 'v1', kind: 'Namespace', name: namespace },
    {},
  );
});

function change<Input>(
  kind: ConstructorParameters<typeof ChangeDriver<Input>>[0]['kind'],
) {
  return new ChangeDriver({
    kind,
    target: targetIn(namespace),
    clusters: cluster.access,
    changeId: `chg-${randomUUID().slice(0, 8)}`,
  });
}

function template(parameters: Record<string, unknown>) {
  return { template: { name: 'web-service', parameters } };
}

async function deployed() {
  const driver = change(deploy);
  const plan = await driver.plan(template({ image, replicas: 2 }));
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  return plan;
}

async function workload() {
  const live = await cluster.access.read('test', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace,
    name: 'checkout',
  });
  if (!live) {
    throw new Error('There is no Deployment.');
  }
  return live;
}

it('comes out in batches when a new image does, with all that the template brings along', async () => {
  await deployed();
  const driver = change(rollingDeploy);
  const plan = await driver.plan({
    image: 'mandate.test/workload:v2',
    batches: 2,
  });
  await driver.runPatiently(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  expect(imagesOf(await workload())).toEqual(['mandate.test/workload:v2']);
});

it('an instance of an approved template is standard, and pins template, digest and parameters', async () => {
  const plan = await deployed();
  expect(plan.template).toMatchObject({
    name: 'web-service',
    approved: true,
    classification: 'standard',
  });
  const { annotations = {} } = (await workload()).metadata;
  expect(annotations['mandate.dev/template']).toBe('web-service');
  expect(annotations['mandate.dev/template-digest']).toBe(
    plan.template?.digest,
  );
  expect(JSON.parse(annotations['mandate.dev/parameters'])).toMatchObject({
    image,
    replicas: 2,
  });
});

it('parameters that are left out keep their values, a scale in between included', async () => {
  await deployed();
  const scaling = change(scaleKind(options));
  await scaling.run(await scaling.plan({ replicas: 3 }));
  const driver = change(deploy);
  const plan = await driver.plan(
    template({ image: 'mandate.test/workload:v2' }),
  );
  await driver.run(plan);
  expect(replicasOf(await workload())).toBe(3);
});

it('a new image for an instance of a template is a new instance of it', async () => {
  await deployed();
  const driver = change(deploy);
  const plan = await driver.plan({ image: 'mandate.test/workload:v2' });
  expect(plan.template).toMatchObject({ name: 'web-service', approved: true });
  await driver.run(plan);
  const live = await workload();
  expect(imagesOf(live)).toEqual(['mandate.test/workload:v2']);
  expect(live.metadata.annotations?.['mandate.dev/parameters']).toContain(
    'mandate.test/workload:v2',
  );
});

it('without a list of approvals an instance is novel', async () => {
  const unapproved = deployKind({
    ...options,
    templates: new ApprovedTemplates(
      new TemplateFolders({ directories: [examples] }),
    ),
  });
  const plan = await change(unapproved).plan(template({ image }));
  expect(plan.template).toMatchObject({
    approved: false,
    classification: 'novel',
  });
});

it.each([
  [template({ replicas: 'many' }), 'cannot be rendered'],
  [
    { template: { name: 'no-such-template', parameters: {} } },
    "no template 'no-such-template'",
  ],
  [{ template: { name: '../../etc', parameters: {} } }, "no template's name"],
  [
    {
      template: {
        name: 'postgresql-database',
        parameters: { passwordSecret: 'db' },
      },
    },
    "does not make the Deployment 'checkout' that component:default/checkout is bound to, but statefulset/checkout.",
  ],
  [{ image }, "no Deployment 'checkout'"],
  [
    {
      objects: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }],
    },
    'a secret must not be',
  ],
  [
    {
      objects: [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: 'x' },
        },
      ],
    },
    'no kind that a deploy may write',
  ],
  [
    {
      objects: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'x', namespace: 'kube-system' },
        },
      ],
    },
    "names the namespace 'kube-system'",
  ],
])('%j is impossible: %s', async (input, words) => {
  expect(await change(deploy).planOutcome(input)).toMatchObject({
    type: 'impossible',
    words: expect.stringContaining(words),
  });
});
