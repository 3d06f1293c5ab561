import { schemasFromOpenApi } from '@mandate/templates';
import {
  kubeconfigOfNothing,
  startTestCluster,
} from '../__testUtils__/testCluster';
import { ClusterRegistry } from './ClusterRegistry';
import { OpenApiDocuments } from './OpenApiDocuments';

jest.setTimeout(60_000);

describe('the schemas of kinds', () => {
  it('are those that a cluster serves, fetched once', async () => {
    const cluster = await startTestCluster();
    try {
      const requests: string[] = [];
      const { configured } = cluster.registry.get(cluster.name);
      const registry = new ClusterRegistry([configured], ({ path }) =>
        requests.push(path),
      );
      const documents = new OpenApiDocuments(registry, () => new Date());
      const first = await documents.openApi(['apps/v1', 'nothing.example/v1']);
      expect(first?.cluster).toBe(cluster.name);
      expect(first?.documents).toHaveLength(1);
      const schemas = schemasFromOpenApi(first?.documents ?? []);
      const deployment = { group: 'apps', version: 'v1', kind: 'Deployment' };
      expect(schemas.find(deployment)).toMatchObject({ namespaced: true });
      const again = await documents.openApi(['apps/v1']);
      expect(again?.documents[0]).toBe(first?.documents[0]);
      expect(requests).toEqual([
        '/openapi/v3',
        expect.stringMatching(/^\/openapi\/v3\/apis\/apps\/v1/),
      ]);
    } finally {
      await cluster.stop();
    }
  });

  it('are unknown while no cluster answers', async () => {
    const path = await kubeconfigOfNothing();
    const source = { type: 'kubeconfig', path } as const;
    const registry = new ClusterRegistry([{ name: 'gone', source }]);
    const documents = new OpenApiDocuments(registry, () => new Date());
    await expect(documents.openApi(['v1'])).resolves.toBeUndefined();
  });
});
