import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { FAST_TIMING } from '../src/simulation/SimulationTiming';
import { readConnection } from '../src/contract/readConnection';
import { startEmbeddedCluster } from '../src/startEmbeddedCluster';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  /** How many times as fast as the peer. */
  readonly ratio?: number;
}

interface Server {
  readonly url: string;
  readonly token: string;
  readonly ca: string;
}

const CREATES = 2_000;
const AT_ONCE = 16;
/** Fewer on a machine that has other things to do. */
const PODS = Number(process.env.MANDATE_BENCH_PODS ?? 10_000);
const PEER = 'Kubernetes, the control plane of MANDATE_TEST_KUBECONFIG';

/**
 * How fast the embedded cluster starts, how many ConfigMaps a second clients create while ten watch, and how much memory 10,000 pods
 * with 50 watchers take. With `MANDATE_TEST_KUBECONFIG`, the creates are measured on that cluster in the same run. Client and
 * embedded cluster share one process, and so one processor; the real control plane has the other.
 */
export async function run(): Promise<readonly Figure[]> {
  const starts = [];
  for (let round = 0; round < 5; round++) {
    const begun = performance.now();
    const cluster = await startEmbeddedCluster({ host: '127.0.0.1' });
    starts.push(performance.now() - begun);
    await cluster.close();
  }
  const start = starts.sort((a, b) => a - b)[2];
  const cluster = await startEmbeddedCluster({
    host: '127.0.0.1',
    timing: FAST_TIMING,
  });
  const ours = await createsPerSecond(cluster);
  const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;
  const theirs = kubeconfig
    ? await createsPerSecond(readConnection(kubeconfig))
    : undefined;
  const pods = await memoryOfPods(cluster);
  await cluster.close();
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
      value: pods.mebibytes,
      unit: 'MiB',
    },
    {
      name: `${PODS} pods, from the first create to all running`,
      value: pods.seconds,
      unit: 's',
    },
  ];
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

async function memoryOfPods(server: Server) {
  for (let node = 0; node < 10; node++) {
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
  const [, kibibytes] = /VmRSS:\s+(\d+)/.exec(
    readFileSync('/proc/self/status', 'utf8'),
  ) ?? ['', '0'];
  return { seconds, mebibytes: Math.round(Number(kibibytes) / 1024) };
}

async function inParallel(
  total: number,
  work: (number: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < total) {
        next++;
        await work(next);
      }
    }),
  );
}

const agents = new Map<string, Agent>();

function agentOf({ url, ca }: Server): Agent {
  const agent =
    agents.get(url) ?? new Agent({ ca, keepAlive: true, maxSockets: 200 });
  agents.set(url, agent);
  return agent;
}

function send(
  server: Server,
  method: string,
  path: string,
  body?: object,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      new URL(path, server.url),
      {
        method,
        agent: agentOf(server),
        headers: {
          authorization: `Bearer ${server.token}`,
          'content-type': 'application/json',
        },
      },
      response => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', chunk => {
          text += chunk;
        });
        response.on('end', () =>
          (response.statusCode ?? 500) < 300
            ? resolve(text)
            : reject(new Error(`${method} ${path}: ${text}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}

/** Counts events of one type until there are enough. */
function watch(server: Server, path: string, type: string, enough: number) {
  return new Promise<{ done: Promise<void>; close(): void }>(
    (resolve, reject) => {
      const outgoing = request(
        new URL(`${path}?watch=1`, server.url),
        {
          agent: agentOf(server),
          headers: { authorization: `Bearer ${server.token}` },
        },
        response => {
          const done = new Promise<void>(finish => {
            const needle = `{"type":"${type}"`;
            let seen = 0;
            let rest = '';
            response.setEncoding('utf8');
            response.on('data', (chunk: string) => {
              const lines = (rest + chunk).split('\n');
              rest = lines.pop() ?? '';
              seen += lines.filter(line => line.startsWith(needle)).length;
              if (seen >= enough) {
                finish();
              }
            });
          });
          resolve({ done, close: () => response.destroy() });
        },
      );
      outgoing.on('error', reject);
      outgoing.end();
    },
  );
}
