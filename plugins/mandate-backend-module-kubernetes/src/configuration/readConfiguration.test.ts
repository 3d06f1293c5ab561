import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { readConfiguration } from './readConfiguration';

function read(mandate: Record<string, unknown>) {
  return readConfiguration(
    new ConfigReader(JSON.parse(JSON.stringify({ mandate }))),
  );
}

it('paths are relative to the working directory, and times have defaults', () => {
  expect(
    read({
      clusters: [
        { name: 'main', kubeconfig: 'kube/config', context: 'dev' },
        { name: 'own', inCluster: true },
      ],
      templates: { directories: ['templates'], approvals: 'approved.yaml' },
    }),
  ).toEqual({
    clusters: [
      {
        name: 'main',
        source: {
          type: 'kubeconfig',
          path: resolve('kube/config'),
          context: 'dev',
        },
      },
      { name: 'own', source: { type: 'in-cluster' } },
    ],
    clustersInCatalog: false,
    unusableClusters: [],
    programs: { helm: 'helm', kustomize: 'kubectl' },
    templates: {
      directories: [resolve('templates')],
      approvals: resolve('approved.yaml'),
    },
    verification: { soakSeconds: 10, deadlineSeconds: 120 },
    mostPruned: 10,
    driftIntervalSeconds: 60,
    leaseNamespace: undefined,
    proposesReapply: false,
    breaksClusters: false,
  });
});

it('nothing is required', () => {
  expect(readConfiguration(new ConfigReader({})).clusters).toEqual([]);
});

it.each([
  [{ clusters: [{ name: 'a' }] }, 'either kubeconfig or inCluster'],
  [
    { clusters: [{ name: 'a', kubeconfig: 'k', inCluster: true }] },
    'either kubeconfig or inCluster',
  ],
  [
    {
      clusters: [
        { name: 'a', inCluster: true },
        { name: 'a', kubeconfig: 'k' },
      ],
    },
    "two clusters 'a'",
  ],
  [{ kubernetes: { soakSeconds: 0 } }, 'mandate.kubernetes.soakSeconds is 0'],
])('%j is refused: %s', (mandate, words) => {
  expect(() => read(mandate)).toThrow(words);
});
