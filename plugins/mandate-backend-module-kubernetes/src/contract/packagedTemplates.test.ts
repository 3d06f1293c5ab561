import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { imagesOf, replicasOf } from '@mandate/plugin-mandate-node';
import { changesOnCluster } from '../__testUtils__/changesOnCluster';
import { allPassing, notPassing } from '../__testUtils__/runChange';
import { targetIn } from '../__testUtils__/targets';
import { TemplateDrift } from '../drift/TemplateDrift';
import { deployKind } from '../kinds/deploy/deployKind';
import { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { ProgramRenderer } from '../templates/packages/ProgramRenderer';
import { TemplateFolders } from '../templates/TemplateFolders';

jest.setTimeout(120_000);

const IMAGE = 'mandate.test/workload:v1';
const PROGRAMS = {
  helm: process.env.MANDATE_TEST_HELM ?? 'helm',
  kustomize: process.env.MANDATE_TEST_KUBECTL ?? 'kubectl',
};
const folders = new TemplateFolders({
  directories: [resolve(__dirname, '../../../../examples/packaged-templates')],
});

/** As if people had approved exactly what lies in the folder. */
const templates = new ApprovedTemplates(
  {
    names: () => folders.names(),
    read: async name => {
      const file = await folders.read(name);
      const found = await new ApprovedTemplates(folders).find(name);
      return (
        file && {
          ...file,
          trustedDigests: found.type === 'found' ? [found.digest] : [],
        }
      );
    },
  },
  { versions: async () => [] },
  new ProgramRenderer(PROGRAMS),
);
const deploy = deployKind({
  verification: { soakSeconds: 1, deadlineSeconds: 60 },
  mostPruned: 10,
  now: () => new Date(),
  templates,
});

const { access, change, namespace, read, find } = changesOnCluster();

async function deployed(name: string, parameters: Record<string, unknown>) {
  const driver = change(deploy);
  const plan = await driver.plan({ template: { name, parameters } });
  await driver.run(plan);
  expect(notPassing(await driver.checkUntil(plan, allPassing))).toEqual([]);
  return plan;
}

function drift() {
  return new TemplateDrift({
    clusters: access(),
    targets: { ofEntity: async () => [targetIn(namespace())] },
    templates,
  }).ofEntity('component:default/checkout');
}

const isThere = (program: string, version: readonly string[]) =>
  spawnSync(program, version, { timeout: 20_000 }).status === 0;

(isThere(PROGRAMS.helm, ['version']) ? describe : describe.skip)(
  `a Helm chart (needs the program ${PROGRAMS.helm}, or MANDATE_TEST_HELM with its path)`,
  () => isATemplate('hello-chart'),
);

(isThere(PROGRAMS.kustomize, ['version', '--client'])
  ? describe
  : describe.skip)(
  `a Kustomize base (needs the program ${PROGRAMS.kustomize}, or MANDATE_TEST_KUBECTL with its path)`,
  () => isATemplate('hello-base'),
);

function isATemplate(name: string) {
  it('is deployed as any template, and keeps what it pins', async () => {
    const plan = await deployed(name, { image: IMAGE, replicas: 3 });
    expect(plan.template).toMatchObject({
      name,
      approved: true,
      values: { image: IMAGE, replicas: 3, greeting: 'Hello' },
    });
    const workload = await read();
    expect(imagesOf(workload)).toEqual([IMAGE]);
    expect(replicasOf(workload)).toBe(3);
    expect(workload.metadata.annotations).toMatchObject({
      'mandate.dev/template': name,
      'mandate.dev/template-digest': plan.template?.digest,
    });
    await expect(find('Service')).resolves.toMatchObject({
      metadata: { namespace: namespace() },
    });
    await expect(drift()).resolves.toMatchObject([{ status: 'as-rendered' }]);
  });

  it('takes values as they are, whatever they look like', async () => {
    const greeting = '"{{ .Release.Name }}" ${HOME} $(id)\n- a: &b <b>';
    const plan = await deployed(name, { image: IMAGE, greeting });
    expect(plan.template?.values).toMatchObject({ greeting });
    expect(plan.objects.map(({ kind }) => kind)).not.toContain('List');
  });

  it('is refused by its parameters before any program runs', async () => {
    const outcome = await change(deploy).planOutcome({
      template: { name, parameters: { image: IMAGE, replicas: 99 } },
    });
    expect(outcome).toMatchObject({
      type: 'impossible',
      words: expect.stringContaining('replicas'),
    });
  });
}

it('without the program, says which one is missing', async () => {
  const without = deployKind({
    verification: { soakSeconds: 1, deadlineSeconds: 60 },
    mostPruned: 10,
    now: () => new Date(),
    templates: new ApprovedTemplates(
      folders,
      { versions: async () => [] },
      new ProgramRenderer({ helm: '/nowhere/helm', kustomize: '/nowhere/k' }),
    ),
  });
  for (const name of ['hello-chart', 'hello-base']) {
    const outcome = await change(without).planOutcome({
      template: { name, parameters: { image: IMAGE } },
    });
    expect(outcome).toMatchObject({
      type: 'impossible',
      words: expect.stringMatching(/need the program '\/nowhere\/(helm|k)'/),
    });
  }
});
