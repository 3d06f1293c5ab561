import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deployment } from './contract/ContractCase';
import { runContractCase } from './contract/runContractCase';
import { FAST_TIMING } from './simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from './startEmbeddedCluster';

jest.setTimeout(120_000);

const run = promisify(execFile);

describe('client programs', () => {
  let cluster: EmbeddedCluster;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'embedded-cluster-'));
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    cluster.writeKubeconfig(join(folder, 'kubeconfig'));
  });
  afterAll(async () => {
    await cluster.close();
    rmSync(folder, { recursive: true });
  });

  const result = async (program: string, ...parameters: string[]) => {
    const { stdout } = await run(
      process.execPath,
      [
        '--require',
        '@backstage/cli/config/nodeTransform.cjs',
        join(__dirname, '__testUtils__', program),
        ...parameters,
      ],
      {
        cwd: join(__dirname, '..'),
        timeout: 100_000,
        env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'error' },
        maxBuffer: 16 * 1024 * 1024,
      },
    );
    return JSON.parse(stdout.slice(stdout.indexOf('{')));
  };

  it('@kubernetes/client-node 2.0 writes, watches by its informer, applies and reads metrics', async () => {
    await expect(
      result('useClientNode2.mjs', join(folder, 'kubeconfig')),
    ).resolves.toEqual({
      readyPods: 2,
      conflict: 409,
      metrics: 2,
      missing: 404,
    });
  });

  it("Backstage's Kubernetes backend finds an entity's workloads and passes requests on", async () => {
    const web = deployment('web');
    const labels = { app: 'web' };
    await expect(
      runContractCase(cluster, {
        rule: 'a deployment is there',
        steps: [
          {
            request: 'POST /apis/apps/v1/namespaces/default/deployments',
            body: { ...web, metadata: { ...web.metadata, labels } },
            expect: { code: 201 },
          },
          {
            request: 'GET /apis/apps/v1/namespaces/default/deployments/web',
            eventually: true,
            expect: { code: 200, body: { status: { readyReplicas: 1 } } },
          },
        ],
      }),
    ).resolves.toBeUndefined();
    const { clusters, objects, proxied } = await result(
      'useBackstageKubernetes.ts',
      cluster.url,
      cluster.token,
      cluster.ca,
    );
    expect(clusters.items).toEqual([
      expect.objectContaining({ name: 'embedded' }),
    ]);
    expect(objects.items).toHaveLength(1);
    const [{ resources, podMetrics, errors }] = objects.items;
    expect(errors).toEqual([]);
    const found = new Map(
      resources.map((it: { type: string; resources: unknown[] }) => [
        it.type,
        it.resources.length,
      ]),
    );
    expect(found).toEqual(
      new Map([
        ['pods', 1],
        ['services', 0],
        ['configmaps', 0],
        ['limitranges', 0],
        ['resourcequotas', 0],
        ['deployments', 1],
        ['replicasets', 1],
        ['horizontalpodautoscalers', 0],
        ['jobs', 0],
        ['cronjobs', 0],
        ['ingresses', 0],
        ['statefulsets', 0],
        ['daemonsets', 0],
      ]),
    );
    expect(podMetrics).toHaveLength(1);
    expect(proxied.items.length).toBeGreaterThan(0);
  });
});
