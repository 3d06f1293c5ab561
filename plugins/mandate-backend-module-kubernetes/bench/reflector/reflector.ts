import { ClusterConnection } from '../../src/cluster/ClusterConnection';
import { systemClock } from '../../src/reflector/Clock';
import { HttpReflectorSource } from '../../src/reflector/HttpReflectorSource';
import { podProjection } from '../../src/reflector/projections/podProjection';
import { Reflector } from '../../src/reflector/Reflector';
import type { ReflectorSource } from '../../src/reflector/ReflectorSource';
import { heapBytes } from './memory';
import type { PodServer } from './podServer';

/** One measured value. `ratio` is ours divided by the peer's. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  readonly ratio?: number;
}

const ROUNDS = 2;
const WARM_UP = 5_000;

/**
 * Initial list and memory, each way of listing, best of the rounds, which take turns. Times are processor time of this
 * process, so that others on the machine do not count.
 */
export async function measureReflector(
  server: PodServer,
  pods: number,
): Promise<readonly Figure[]> {
  await measure(server, WARM_UP, 1);
  const best = await measure(server, pods, ROUNDS);
  const peer = 'fetch and JSON.parse of the same pages';
  const of = `${pods.toLocaleString('en')} pods`;
  return [
    { name: `fetch and JSON.parse, ${of}`, ...seconds(best.raw) },
    {
      name: `reflector, initial list by pages, ${of}`,
      ...seconds(best.pages),
      peer,
      ratio: best.pages / best.raw,
    },
    {
      name: `reflector, initial list by stream, ${of}`,
      ...seconds(best.stream),
      peer,
      ratio: best.stream / best.raw,
    },
    {
      name: `reflector, memory, ${of}`,
      value: Math.round(best.heap / 1e5) / 10,
      unit: 'MB',
    },
    {
      name: 'reflector, memory a pod',
      value: Math.round(best.heap / pods) / 1_000,
      unit: 'KB',
    },
  ];
}

async function measure(server: PodServer, pods: number, rounds: number) {
  await server.havePods(pods);
  const best = { raw: Infinity, pages: Infinity, stream: Infinity, heap: 0 };
  for (let round = 0; round < rounds; round += 1) {
    best.raw = Math.min(best.raw, await rawList(server));
    for (const way of ['pages', 'stream'] as const) {
      const measured = await listOnce(server, way, pods);
      best[way] = Math.min(best[way], measured.milliseconds);
      best.heap = Math.max(best.heap, measured.heap);
    }
  }
  return best;
}

/** Processor time since another moment. */
export function since(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function seconds(milliseconds: number) {
  return { value: Math.round(milliseconds / 10) / 100, unit: 's' };
}

async function rawList(server: PodServer): Promise<number> {
  const started = process.cpuUsage();
  let token = '';
  do {
    const response = await fetch(
      `${server.url}/api/v1/pods?limit=500${token && `&continue=${token}`}`,
    );
    const page = JSON.parse(await response.text());
    token = page.metadata.continue ?? '';
  } while (token);
  return since(started);
}

async function listOnce(
  server: PodServer,
  way: 'pages' | 'stream',
  pods: number,
) {
  const before = heapBytes();
  const reflector = new Reflector({
    source: sourceOf(server, way),
    project: podProjection(),
    clock: systemClock,
    random: Math.random,
  });
  const started = process.cpuUsage();
  reflector.start();
  await reflector.waitFor({ timeoutMs: 300_000 });
  const milliseconds = since(started);
  if (reflector.size !== pods) {
    throw new Error(`It kept ${reflector.size} of ${pods} pods.`);
  }
  const heap = heapBytes() - before;
  await reflector.stop();
  return { milliseconds, heap };
}

function sourceOf(server: PodServer, way: 'pages' | 'stream'): ReflectorSource {
  const source = new HttpReflectorSource(
    new ClusterConnection({
      name: 'bench',
      source: { type: 'kubeconfig', path: server.kubeconfig },
    }),
    {},
    async () => '/api/v1/pods',
  );
  return way === 'stream'
    ? source
    : {
        page: request => source.page(request),
        watch: async (request, onLine) =>
          request.from === undefined
            ? { type: 'unsupported', words: 'Measured by pages.' }
            : source.watch(request, onLine),
      };
}
