import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

const ENTITY = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'web',
    namespace: 'default',
    annotations: { 'backstage.io/kubernetes-label-selector': 'app=web' },
  },
};

/**
 * What Backstage's own Kubernetes tab asks its backend: `node useBackstageKubernetes.ts URL TOKEN CA`, prints clusters and the
 * objects of an entity as JSON. A process of its own, as the plugin loads modules that tests cannot.
 */
main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const [url, serviceAccountToken, ca] = process.argv.slice(2);
  const backend = await startTestBackend({
    features: [
      import('@backstage/plugin-kubernetes-backend'),
      catalogServiceMock.factory({ entities: [ENTITY] }),
      mockServices.rootConfig.factory({
        data: {
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'embedded',
                    url,
                    authProvider: 'serviceAccount',
                    serviceAccountToken,
                    caData: Buffer.from(ca).toString('base64'),
                  },
                ],
              },
            ],
          },
        },
      }),
    ],
  });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/kubernetes${path}`,
      {
        ...init,
        headers: {
          authorization: mockCredentials.user.header(),
          'content-type': 'application/json',
          'backstage-kubernetes-cluster': 'embedded',
        },
      },
    );
    return response.json();
  };
  const seen = {
    clusters: await ask('/clusters'),
    objects: await ask('/services/web', {
      method: 'POST',
      body: JSON.stringify({ entity: ENTITY }),
    }),
    proxied: await ask('/proxy/api/v1/namespaces/default/pods'),
  };
  await backend.stop();
  process.stdout.write(JSON.stringify(seen), () => process.exit(0));
}
