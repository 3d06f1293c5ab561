import * as client from '@kubernetes/client-node';
import { deployment } from './contract/ContractCase';
import { FAST_TIMING } from './simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from './startEmbeddedCluster';

describe('@kubernetes/client-node', () => {
  let cluster: EmbeddedCluster;
  let config: client.KubeConfig;

  beforeAll(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    config = new client.KubeConfig();
    config.loadFromString(cluster.kubeconfig());
  });
  afterAll(() => cluster.close());

  it('creates by server-side apply and reads by the typed client', async () => {
    const objects = client.KubernetesObjectApi.makeApiClient(config);
    const web = deployment('web');
    await objects.patch(
      { ...web, metadata: { ...web.metadata, namespace: 'default' } },
      undefined,
      undefined,
      'tester',
      false,
      client.PatchStrategy.ServerSideApply,
    );
    const read = await config
      .makeApiClient(client.AppsV1Api)
      .readNamespacedDeployment({ name: 'web', namespace: 'default' });
    expect(read.spec?.replicas).toBe(1);
    expect(read.metadata?.managedFields?.map(entry => entry.manager)).toContain(
      'tester',
    );
  });

  it('reports a missing object as 404', async () => {
    const core = config.makeApiClient(client.CoreV1Api);
    await expect(
      core.readNamespacedPod({ name: 'none', namespace: 'default' }),
    ).rejects.toMatchObject({ code: 404 });
  });

  it('watches', async () => {
    const seen = await new Promise<string>((resolve, reject) => {
      new client.Watch(config)
        .watch(
          '/api/v1/namespaces',
          {},
          (type, object) => {
            if (object.metadata.name === 'default') {
              resolve(type);
            }
          },
          error => reject(error ?? new Error('the watch ended')),
        )
        .catch(reject);
    });
    expect(seen).toBe('ADDED');
  });
});
