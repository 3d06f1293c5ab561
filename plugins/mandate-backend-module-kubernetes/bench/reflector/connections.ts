import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { ClusterConnection } from '../../src/cluster/ClusterConnection';
import type { PodServer } from './podServer';
import type { Figure } from './reflector';

const REQUESTS = 200;

/** How many connections requests open that are sent one after the other. */
export async function measureConnections(
  server: PodServer,
): Promise<readonly Figure[]> {
  await server.havePods(1);
  const connection = new ClusterConnection({
    name: 'bench',
    source: { type: 'kubeconfig', path: server.kubeconfig },
  });
  const ours = await count(server, async () => {
    await connection.call({ method: 'GET', path: '/api/v1/pods' });
  });
  const config = new KubeConfig();
  config.loadFromFile(server.kubeconfig);
  const api = config.makeApiClient(CoreV1Api);
  const theirs = await count(server, async () => {
    await api.listPodForAllNamespaces();
  });
  const peer = 'client-node';
  return [
    {
      name: `connections that ${REQUESTS} sequential requests open`,
      value: ours,
      unit: 'connections',
      peer,
      ratio: ours / theirs,
    },
    {
      name: `connections that ${REQUESTS} sequential requests open, ${peer}`,
      value: theirs,
      unit: 'connections',
    },
  ];
}

async function count(
  server: PodServer,
  request: () => Promise<void>,
): Promise<number> {
  await server.connections();
  for (let sent = 0; sent < REQUESTS; sent += 1) {
    await request();
  }
  return server.connections();
}
