import { readConnection } from '../src/contract/readConnection';
import { startEmbeddedCluster } from '../src/startEmbeddedCluster';
import { inParallel, send, type Server, watch } from './cluster/client';
import { startClusterProcess } from './cluster/clusterProcess';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  /** How many times as fast as the peer. */
  readonly ratio?: number;
}

const CREATES = 2_000;
/** Fewer on a machine that has other things to do. */
const PODS = Number(process.env.MANDATE_BENCH_PODS ?? 10_000);
const PEER = 'Kubernetes, the control plane of MANDATE_TEST_KUBECONFIG';

/**
 * How fast the embedded cluster starts, how many ConfigMaps a second clients create while ten watch, and how much memory a cluster of
 * 10,000 pods takes that 50 clients watch. With `MANDATE_TEST_KUBECONFIG`, the creates are measured on that cluster in the same run.
 * Clusters are processes of their own but for the starts, as the control plane is that they are compared with.
 */
export async function run(): Promise<readonly Figure[]> {
  const start = await medianStartMs();
  const cluster = await startClusterProcess();
  try {
    const ours = await createsPerSecond(cluster.server);
    const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;
    const theirs = kubeconfig
      ? await createsPerSecond(readConnection(kubeconfig))
      : undefined;
    const seconds = await secondsUntilPodsRun(cluster.server);
    const { mebibytes, peakMebibytes } = cluster.memory();
    return [
      {
        name: 'start, in memory, median of five',
        value: Math.round(start),
        unit: 'ms',
      },
      {
        name: 'ConfigMaps created with ten watchers',
        value: Math.round(ours),
        unit: '/s',
        ...(theirs && { peer: PEER, ratio: ours / theirs }),
      },
      {
        name: `${PODS} pods running, 50 watchers: resident memory`,
        value: mebibytes,
        unit: 'MiB',
      },
      {
        name: `${PODS} pods running, 50 watchers: most memory until then`,
        value: peakMebibytes,
        unit: 'MiB',
      },
      {
        name: `${PODS} pods, from the first create to all running`,
        value: seconds,
        unit: 's',
      },
    ];
  } finally {
    await cluster.stop();
  }
}

async function medianStartMs(): Promise<number> {
  const starts = [];
  for (let round = 0; round < 5; round += 1) {
    const begun = performance.now();
    const cluster = await startEmbeddedCluster({ host: '127.0.0.1' });
    starts.push(performance.now() - begun);
    await cluster.close();
  }
  return starts.sort((left, right) => left - right)[2];
}

async function createsPerSecond(server: Server): Promise<number> {
  const namespace = `bench-${process.pid}`;
  await send(server, 'POST', '/api/v1/namespaces', {
    metadata: { name: namespace },
  });
  const path = `/api/v1/namespaces/${namespace}/configmaps`;
  const watchers = await Promise.all(
    Array.from({ length: 10 }, () => watch(server, path, 'ADDED', CREATES)),
  );
  const begun = performance.now();
  await inParallel(CREATES, number =>
    send(server, 'POST', path, {
      metadata: { name: `c-${number}` },
      data: { key: 'value' },
    }),
  );
  await Promise.all(watchers.map(it => it.done));
  const seconds = (performance.now() - begun) / 1_000;
  watchers.forEach(it => it.close());
  await send(server, 'DELETE', `/api/v1/namespaces/${namespace}`);
  return CREATES / seconds;
}

/** Creates pods on nodes that have room for them, and waits until each of 50 watchers has seen them, and all of them run. */
async function secondsUntilPodsRun(server: Server): Promise<number> {
  for (let node = 0; node < 10; node += 1) {
    const amounts = { cpu: '1000', memory: '1000Gi', pods: '5000' };
    await send(server, 'POST', '/api/v1/nodes', {
      metadata: { name: `bench-${node}` },
      status: { capacity: amounts, allocatable: amounts },
    });
  }
  const path = '/api/v1/namespaces/default/pods';
  const watchers = await Promise.all(
    Array.from({ length: 50 }, () => watch(server, path, 'ADDED', PODS)),
  );
  const begun = performance.now();
  await inParallel(PODS, number =>
    send(server, 'POST', path, {
      metadata: { name: `p-${number}`, labels: { app: `app-${number % 50}` } },
      spec: { containers: [{ name: 'main', image: 'x:1' }] },
    }),
  );
  await Promise.all(watchers.map(it => it.done));
  for (let waiting = true; waiting; ) {
    await new Promise(resolve => {
      setTimeout(resolve, 200);
    });
    const list = await send(
      server,
      'GET',
      `${path}?fieldSelector=status.phase!=Running&limit=1`,
    );
    waiting = JSON.parse(list).items.length > 0;
  }
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  watchers.forEach(it => it.close());
  return seconds;
}
