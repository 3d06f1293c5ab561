import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type ClusterObject,
  clusterObjectSchema,
} from '@mandate/plugin-mandate-common';
import { ClusterRefusedError } from '@mandate/plugin-mandate-node';
import { parseAllDocuments } from 'yaml';
import {
  changesOnCluster,
  configure,
  scale,
} from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { TemplateDrift } from '../drift/TemplateDrift';
import { templateDifferences } from '../drift/templateDifferences';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(60_000);

const examples = resolve(__dirname, '../../../../examples/templates');
const templates = new ApprovedTemplates(
  new TemplateFolders({
    directories: [examples],
    approvals: resolve(examples, 'approved.yaml'),
  }),
);
const deploy = deployKind({
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(),
  templates,
});
const WORKLOAD = { kind: 'Deployment', name: 'checkout' };

const { access, change, cluster, namespace, patchAs } = changesOnCluster();

async function deployed() {
  const driver = change(deploy);
  const plan = await driver.plan({
    template: {
      name: 'web-service',
      parameters: { image: 'mandate.test/workload:v1', replicas: 2 },
    },
  });
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
}

function drift(
  known: Pick<ApprovedTemplates, 'find' | 'rendered'> = templates,
) {
  return new TemplateDrift({
    clusters: access(),
    targets: { ofEntity: async () => [targetIn(namespace())] },
    templates: known,
  }).ofEntity('component:default/checkout');
}

/** The objects of all goldens of the library. */
function goldenObjects(): readonly ClusterObject[] {
  return readdirSync(examples, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name }) =>
      parseAllDocuments(
        readFileSync(resolve(examples, name, 'golden/defaults.yaml'), 'utf8'),
      ).map(document => clusterObjectSchema.parse(document.toJS())),
    );
}

/** As the API server would have it; nothing for kinds that it does not serve. */
async function dryRun(
  object: ClusterObject,
): Promise<ClusterObject | undefined> {
  try {
    return await access().apply('test', object, { dryRun: true });
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

describe('drift from the template', () => {
  it('is none after a deploy, nor after a scale, which is recorded as a parameter', async () => {
    await expect(drift()).resolves.toEqual([]);
    await deployed();
    const none = [
      {
        environment: 'dev',
        template: 'web-service',
        digest: expect.stringMatching(/^sha256:/),
        status: 'as-rendered',
      },
    ];
    await expect(drift()).resolves.toEqual(none);
    const scaling = change(scale);
    await scaling.run(await scaling.plan({ replicas: 3 }));
    await expect(drift()).resolves.toEqual(none);
  });

  it('is what somebody changed past the portal, with who it was', async () => {
    await deployed();
    await patchAs('kubectl-edit', { replicas: 5 });
    await expect(drift()).resolves.toMatchObject([
      {
        status: 'differs',
        differences: [
          {
            object: WORKLOAD,
            path: 'spec.replicas',
            rendered: '2',
            live: '5',
            manager: 'kubectl-edit',
          },
        ],
        more: 0,
      },
    ]);
  });

  it('is what a later change of ours brought, which the template does not render', async () => {
    await deployed();
    const driver = change(configure);
    await driver.run(
      await driver.plan({ env: { set: { GREETING: 'hello' } } }),
    );
    const [found] = await drift();
    expect(found).toMatchObject({
      status: 'differs',
      differences: [
        {
          object: WORKLOAD,
          path: expect.stringContaining('GREETING'),
          live: expect.stringContaining('hello'),
        },
      ],
    });
    expect(JSON.stringify(found)).not.toContain('manager');
  });

  it('is an object that is missing', async () => {
    await deployed();
    await access().remove(
      'test',
      {
        apiVersion: 'v1',
        kind: 'Service',
        name: 'checkout',
        namespace: namespace(),
      },
      {},
    );
    await expect(drift()).resolves.toMatchObject([
      {
        differences: [{ object: { kind: 'Service', name: 'checkout' } }],
      },
    ]);
  });

  it('is none of what the API server makes of the library’s objects', async () => {
    await access().apply(
      'test',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace() } },
      {},
    );
    const differences = [];
    let looked = 0;
    for (const object of goldenObjects()) {
      const placed = {
        ...object,
        metadata: { ...object.metadata, namespace: namespace() },
      };
      const live = await dryRun(placed);
      if (live) {
        looked += 1;
        differences.push(...templateDifferences(placed, live));
      }
    }
    expect(differences).toEqual([]);
    expect(looked).toBeGreaterThan(100);
  });

  it('cannot be told when the version is not known any more, or its parameters are not allowed', async () => {
    await deployed();
    await expect(
      drift({
        find: async () => ({ type: 'missing', words: 'It is not known.' }),
        rendered: async template => template,
      }),
    ).resolves.toMatchObject([
      { status: 'unknown', words: 'It is not known.' },
    ]);
    await cluster().patchAs(
      'kubectl-edit',
      `/apis/apps/v1/namespaces/${namespace()}/deployments/checkout`,
      {
        metadata: {
          annotations: { 'mandate.dev/parameters': '{"replicas":99}' },
        },
      },
    );
    await expect(drift()).resolves.toMatchObject([
      { status: 'unknown', words: expect.stringContaining('replicas') },
    ]);
  });
});
