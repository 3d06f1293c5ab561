import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { allowFlows, denyFlows } from './__testUtils__/flowsPolicy';
import { RecordingTerminal } from './__testUtils__/RecordingTerminal';
import {
  type BareCluster,
  startBareCluster,
} from './__testUtils__/testCluster';
import { placeAt } from './cluster/Place';
import { runMandate } from './command/runMandate';

jest.setTimeout(180_000);

const environment = `t${Date.now().toString(36)}`;
const data = `data-${environment}`;

describe('mandate bootstrap', () => {
  let bare: BareCluster;
  beforeAll(async () => {
    bare = await startBareCluster();
  });
  afterAll(async () => {
    await removeAll(bare);
    await bare.stop();
  });

  async function run(words: readonly string[], answer = false) {
    const terminal = new RecordingTerminal(answer);
    const exitCode = await runMandate(
      [
        'bootstrap',
        ...['--kubeconfig', bare.kubeconfig, '--environments', environment],
        ...['--functions', 'application,data', '--ready-within', '60'],
        ...['--output', join(bare.folder, 'out'), ...words],
      ],
      terminal,
    );
    return { exitCode, text: terminal.take(), asked: terminal.asked };
  }
  const read = (kind: string, name: string, namespace?: string) =>
    bare.place.access.read(bare.place.cluster, {
      apiVersion: kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'v1',
      kind,
      name,
      ...(namespace ? { namespace } : {}),
    });

  it('shows its plan, and does nothing', async () => {
    const { exitCode, text } = await run(['--plan']);
    expect({ exitCode, text }).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining(`+ Namespace ${data}`),
    });
    expect(await read('Namespace', data)).toBeUndefined();
  });

  it('does nothing when the person does not say yes', async () => {
    const { exitCode, asked } = await run([]);
    expect({ exitCode, asked }).toEqual({ exitCode: 4, asked: 1 });
    expect(await read('Namespace', data)).toBeUndefined();
  });

  it('prepares the cluster and verifies it', async () => {
    const { exitCode, text } = await run(['--yes']);
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.stringMatching(/Verified: (\d+) of \1 objects/),
    });
    expect((await read('Namespace', data))?.metadata.labels).toMatchObject({
      'mandate.dev/environment': environment,
      'mandate.dev/function': 'data',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    expect(await read('NetworkPolicy', 'foundation-deny', data)).toMatchObject({
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    expect(await read('ResourceQuota', 'foundation', data)).toBeDefined();
    expect(await read('LimitRange', 'foundation', data)).toBeDefined();
  });

  it('denies pods that break the restricted level, by its policies', async () => {
    const pod = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'root', namespace: data },
      spec: {
        selector: { matchLabels: { app: 'root' } },
        template: {
          metadata: { labels: { app: 'root' } },
          spec: { containers: [{ name: 'root', image: 'busybox:1' }] },
        },
      },
    };
    const { access, cluster } = bare.place;
    // Kubernetes' own admission only warns of what makes pods; the policies refuse it.
    await expect(access.apply(cluster, pod, { dryRun: true })).rejects.toThrow(
      /mandate-pod-security/,
    );
  });

  it('writes kubeconfigs that only their owner reads, with the rights of each account', async () => {
    const allowed = [];
    for (const name of ['observer', 'executor']) {
      const path = join(bare.folder, 'out', `${name}.kubeconfig`);
      expect(statSync(path).mode % 0o1000).toBe(0o600);
      const { access, cluster } = placeAt({ kubeconfig: path });
      const probe = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'probe', namespace: data },
      };
      allowed.push(
        await access.apply(cluster, probe, { dryRun: true }).then(
          () => 'may write',
          error => String(error),
        ),
      );
    }
    expect(allowed).toEqual([expect.stringMatching(/forbidden/), 'may write']);
    expect(
      readFileSync(join(bare.folder, 'out/pipeline.yaml'), 'utf8'),
    ).toContain('/api/mandate/changes');
  });

  it('changes nothing when it is run again', async () => {
    const files = ['observer', 'executor'].map(name =>
      readFileSync(join(bare.folder, 'out', `${name}.kubeconfig`), 'utf8'),
    );
    const before = await read('Namespace', data);
    const { exitCode, text } = await run([]);
    expect(exitCode).toBe(0);
    expect(text).toContain('Nothing to do: all');
    expect(text).toContain('Nothing was changed.');
    for (const secret of files.map(file => parse(file).users[0].user.token)) {
      expect(text).not.toContain(secret);
    }
    expect(
      ['observer', 'executor'].map(name =>
        readFileSync(join(bare.folder, 'out', `${name}.kubeconfig`), 'utf8'),
      ),
    ).toEqual(files);
    expect((await read('Namespace', data))?.metadata.resourceVersion).toBe(
      before?.metadata.resourceVersion,
    );
  });

  it('names the fields that somebody changed, and puts them back', async () => {
    await bare.place.connection.call({
      method: 'PATCH',
      path: `/api/v1/namespaces/${data}/resourcequotas/foundation?fieldManager=kubectl-edit`,
      contentType: 'application/merge-patch+json',
      body: { spec: { hard: { pods: '9999' } } },
    });
    const { exitCode, text } = await run(['--yes']);
    expect({ exitCode, text }).toEqual({
      exitCode: 0,
      text: expect.stringMatching(
        /~ ResourceQuota .*foundation, also fields of kubectl-edit\n\s+spec\.hard\.pods/,
      ),
    });
    expect(await read('ResourceQuota', 'foundation', data)).toMatchObject({
      spec: { hard: { pods: '50' } },
    });
  });

  it('names the rights that are missing', async () => {
    const { exitCode, text } = await run([
      '--yes',
      ...['--kubeconfig', join(bare.folder, 'out/observer.kubeconfig')],
    ]);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/create namespaces\n/);
    expect(text).toMatch(/create rbac\.authorization\.k8s\.io\/clusterroles\n/);
    expect(text).not.toMatch(/get namespaces\n/);
  });

  it('says how far it came when an object is refused, and goes on from there', async () => {
    const other = `x${environment}`;
    const words = ['--yes', '--environments', other, '--without', 'monitoring'];
    await denyFlows(bare, other);
    const first = await run(words);
    expect({ exitCode: first.exitCode, text: first.text }).toEqual({
      exitCode: 1,
      text: expect.stringMatching(
        /NetworkPolicy .* could not be applied\..* \d+ of \d+ objects were applied, and stay/,
      ),
    });
    await allowFlows(bare, other);
    const second = await run(words);
    expect(second.exitCode).toBe(0);
    expect(second.text).not.toContain(`create Namespace data-${other}`);
    expect(second.text).toContain(
      `create NetworkPolicy data-${other}/foundation-flows`,
    );
  });

  it('says that a cluster does not answer, and what to do', async () => {
    const path = join(bare.folder, 'nothing');
    const config = parse(readFileSync(bare.kubeconfig, 'utf8'));
    config.clusters[0].cluster.server = 'https://127.0.0.1:9';
    writeFileSync(path, stringify(config));
    const { exitCode, text } = await run(['--kubeconfig', path]);
    expect({ exitCode, text }).toEqual({
      exitCode: 1,
      text: expect.stringContaining('Nothing listens at its address'),
    });
  });

  it.each([
    [['--environments', 'Dev'], /environments/],
    [['--functions', 'web'], /functions/],
    [['--without', 'networks'], /neither/],
    [['--nonsense'], /nonsense/],
    [['--ready-within', 'soon'], /whole seconds/],
  ])('refuses %j before it asks the cluster', async (words, expected) => {
    const { exitCode, text } = await run(words);
    expect(exitCode).toBe(2);
    expect(text).toMatch(expected);
  });
});

/** A control plane that others use is left without the namespaces of this test. */
async function removeAll({ place }: BareCluster): Promise<void> {
  const spaces = [environment, `x${environment}`].flatMap(name =>
    ['application', 'data'].map(own => `${own}-${name}`),
  );
  const probe = `probe-x${environment}`;
  for (const name of [...spaces, probe, 'monitoring', 'mandate-system']) {
    const reference = { apiVersion: 'v1', kind: 'Namespace', name };
    await place.access.remove(place.cluster, reference, {});
  }
}
