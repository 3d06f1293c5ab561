import { ConfigReader } from '@backstage/config';
import { readLocatedClusters } from './readLocatedClusters';

function read(...clusterLocatorMethods: readonly object[]) {
  return readLocatedClusters(
    new ConfigReader(
      JSON.parse(JSON.stringify({ kubernetes: { clusterLocatorMethods } })),
    ),
  );
}

const url = 'https://kube.example:6443';

it('a cluster of the configuration brings address, authority and token', () => {
  const caData = Buffer.from('PEM').toString('base64');
  const { clusters } = read({
    type: 'config',
    clusters: [
      {
        name: 'main',
        url,
        authProvider: 'serviceAccount',
        serviceAccountToken: 'secret',
        caData,
      },
    ],
  });
  expect(clusters).toEqual([
    {
      name: 'main',
      source: {
        type: 'server',
        server: new URL(url),
        skipTlsVerify: false,
        authority: { type: 'inline', value: 'PEM' },
        token: { type: 'inline', value: 'secret' },
      },
    },
  ]);
});

it('without a token the one that the pod has is used, and read again when it is rotated', () => {
  const { clusters } = read({
    type: 'config',
    clusters: [{ name: 'main', url, authProvider: 'serviceAccount' }],
  });
  expect(clusters[0].source).toMatchObject({
    token: {
      type: 'file',
      path: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    },
  });
});

it('a local proxy needs nothing to log in with', () => {
  expect(read({ type: 'localKubectlProxy' }).clusters).toEqual([
    {
      name: 'local',
      source: {
        type: 'server',
        server: new URL('http://localhost:8001'),
        skipTlsVerify: false,
      },
    },
  ]);
});

it('the catalog is told to be a place of clusters', () => {
  expect(read({ type: 'catalog' }).inCatalog).toBe(true);
  expect(read().inCatalog).toBe(false);
});

it.each([
  [{ name: 'a', url, authProvider: 'oidc' }, 'needs the token of a person'],
  [{ name: 'a', url, authProvider: 'aws' }, 'is not one that Mandate knows'],
  [{ name: 'a', authProvider: 'serviceAccount' }, 'it has no url'],
  [
    { name: 'a', url: 'kube', authProvider: 'serviceAccount' },
    "'kube' is no http or https address",
  ],
])('%j is told by its path, and the others work', (cluster, words) => {
  const good = { name: 'main', url, authProvider: 'serviceAccount' };
  const { clusters, unusable } = read(
    { type: 'gke', projectId: 'p' },
    { type: 'config', clusters: [cluster, good] },
  );
  expect(clusters.map(({ name }) => name)).toEqual(['main']);
  expect(unusable).toEqual([
    expect.stringContaining(
      "clusterLocatorMethods[0]: Mandate does not read clusters of the type 'gke'",
    ),
    expect.stringContaining('clusterLocatorMethods[1].clusters[0]: '),
  ]);
  expect(unusable[1]).toContain(words);
});
