import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ClusterView } from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen } from '@testing-library/react';
import { ClustersPage } from './ClustersPage';

const ready: ClusterView = {
  name: 'main',
  source: 'kubeconfig /etc/kube/config',
  status: 'ready',
  words: 'It answers, and grants all that is needed.',
  version: 'v1.36.3',
  latencyMs: 4,
  roles: [{ role: 'observer', purpose: 'see workloads', missing: [] }],
  fairness: 'present',
  reflectors: [
    {
      kind: 'Pod',
      status: 'synced',
      words: 'It follows the cluster.',
      since: new Date().toISOString(),
      objects: 1_234,
    },
  ],
  breakable: false,
  checkedAt: new Date().toISOString(),
};

function renderPage(listClusters: () => Promise<readonly ClusterView[]>) {
  renderInTestApp(<ClustersPage />, {
    apis: [[mandateApiRef, { listClusters }]],
  });
}

it('says how many are well, and of one what is missing and how to grant it', async () => {
  renderPage(async () => [
    ready,
    {
      ...ready,
      name: 'other',
      status: 'limited',
      roles: [
        {
          role: 'executor',
          purpose: 'run changes',
          missing: ['patch apps/deployments'],
        },
      ],
      reflectors: [],
    },
  ]);
  expect(await screen.findByText('1 of 2 clusters are well.')).toBeVisible();
  expect(screen.getByRole('row', { name: /^Pod/ })).toHaveTextContent('1,234');
  const missing = screen.getByRole('row', { name: /^executor/ });
  expect(missing).toHaveTextContent('patch apps/deployments');
  expect(missing).toHaveTextContent('Apply rbac/executor.yaml');
});

it('says why a cluster does not answer', async () => {
  const words = "Cluster 'main' does not answer. Nothing listens there.";
  renderPage(async () => [
    { ...ready, status: 'unreachable', words, roles: [], reflectors: [] },
  ]);
  expect(await screen.findByText(words)).toBeVisible();
});

it('says how to connect one when there is none', async () => {
  renderPage(async () => []);
  expect(await screen.findByText('No cluster is connected')).toBeVisible();
});

it('says what went wrong', async () => {
  renderPage(async () => {
    throw new Error('The portal does not answer.');
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The portal does not answer.',
  );
});
