import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { replicasOf } from '@mandate/plugin-mandate-node';
import { stringify } from 'yaml';
import {
  changesOnCluster,
  deploy,
  scale,
} from '../__testUtils__/changesOnCluster';
import { deployment } from '../__testUtils__/manifests';

jest.setTimeout(120_000);

const run = promisify(execFile);
const { change, read, cluster, namespace } = changesOnCluster();

/** Set `MANDATE_HELM` to the program's path. */
const helm = process.env.MANDATE_HELM;
const withHelm = helm ? describe : describe.skip;

withHelm('a release that Helm installed', () => {
  async function runHelm(words: string): Promise<void> {
    await run(helm ?? '', words.split(' '), {
      env: { ...process.env, KUBECONFIG: cluster().kubeconfig },
    });
  }

  it('is changed through Helm, until it is handed over as the refusal says', async () => {
    const chart = await writeChart();
    const place = `--namespace ${namespace()}`;
    await runHelm(`install shop ${chart} ${place} --create-namespace`);
    expect(await change(scale).planOutcome({ replicas: 3 })).toEqual({
      type: 'impossible',
      words: expect.stringMatching(
        new RegExp(
          `managed by Helm release 'shop' .*\`helm upgrade shop CHART .*${place}\`.* \`helm uninstall shop ${place}\``,
        ),
      ),
    });

    // The chart has the annotation that keeps it; what is left are the marks.
    await runHelm(`uninstall shop ${place}`);
    await cluster().patchAs(
      'kubectl-edit',
      `/apis/apps/v1/namespaces/${namespace()}/deployments/checkout`,
      {
        metadata: {
          labels: { 'app.kubernetes.io/managed-by': null },
          annotations: {
            'meta.helm.sh/release-name': null,
            'meta.helm.sh/release-namespace': null,
          },
        },
      },
    );
    const adopting = change(deploy);
    await adopting.run(
      await adopting.plan({
        objects: [deployment({ replicas: 3 })],
        takeOverFrom: ['helm'],
      }),
    );
    expect(replicasOf(await read())).toBe(3);
    await expect(
      change(scale).planOutcome({ replicas: 2 }),
    ).resolves.toMatchObject({ type: 'planned' });
  });
});

/** A chart of one Deployment that Helm leaves when it is uninstalled. */
async function writeChart(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mandate-chart-'));
  await mkdir(join(folder, 'templates'));
  const object = deployment({});
  const files = {
    'Chart.yaml': { apiVersion: 'v2', name: 'shop', version: '0.1.0' },
    'templates/deployment.yaml': {
      ...object,
      metadata: {
        ...object.metadata,
        annotations: { 'helm.sh/resource-policy': 'keep' },
      },
    },
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), stringify(content));
  }
  return folder;
}
