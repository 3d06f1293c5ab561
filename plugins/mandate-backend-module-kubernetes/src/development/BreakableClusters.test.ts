import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  type EmbeddedCluster,
  FAST_TIMING,
  faultPlanSchema,
  startEmbeddedCluster,
} from '@mandate/embedded-cluster';
import { clusterFaultsSchema } from '@mandate/plugin-mandate-common';
import {
  type ScriptedApiServer,
  startApiServer,
} from '../__testUtils__/startApiServer';
import { ClusterRegistry } from '../cluster/ClusterRegistry';
import { BreakableClusters } from './BreakableClusters';

jest.setTimeout(60_000);

let embedded: EmbeddedCluster;
let real: ScriptedApiServer;
let registry: ClusterRegistry;

beforeAll(async () => {
  embedded = await startEmbeddedCluster({
    host: '127.0.0.1',
    timing: FAST_TIMING,
  });
  const folder = await mkdtemp(join(tmpdir(), 'mandate-breakable-'));
  const path = join(folder, 'config');
  embedded.writeKubeconfig(path);
  real = await startApiServer((_request, response) => {
    response.writeHead(404).end('404 page not found');
  });
  registry = new ClusterRegistry([
    { name: 'local', source: { type: 'kubeconfig', path } },
    { name: 'real', source: { type: 'kubeconfig', path: real.kubeconfig } },
  ]);
});
afterAll(async () => {
  await embedded.close();
  await real.stop();
});
afterEach(() => embedded.breakOnPurpose({}));

const breakable = (isOffered = true) =>
  new BreakableClusters({ registry, isOffered });

async function sightWhere(holds: (statuses: readonly string[]) => boolean) {
  for (;;) {
    const [{ sight }] = await breakable().list();
    if (sight.status === 'seen') {
      if (holds(sight.nodes.map(({ status }) => status))) {
        return sight;
      }
    }
  }
}

it('a real cluster is never among them, and cannot be broken', async () => {
  const clusters = await breakable().list();
  expect(clusters.map(({ name }) => name)).toEqual(['local']);
  await expect(breakable().includes('real')).resolves.toBe(false);
  await expect(breakable().breakCluster('real', {})).rejects.toThrow(
    NotFoundError,
  );
  expect(real.requests.filter(it => !it.startsWith('GET '))).toEqual([]);
});

it('a portal that is not for development breaks nothing, and says so', async () => {
  const refused = breakable(false);
  await expect(refused.includes('local')).resolves.toBe(false);
  await expect(refused.list()).rejects.toThrow(NotAllowedError);
  await expect(refused.breakCluster('local', { reset: 1 })).rejects.toThrow(
    'in development only',
  );
  const [{ faults }] = await breakable().list();
  expect(faults).toEqual({});
});

it('a node that is lost on purpose is shown as lost, since when, and comes back', async () => {
  const before = await sightWhere(them => them.every(it => it === 'ready'));
  const [lost] = before.nodes;
  await breakable().breakCluster('local', { lostNodes: [lost.name] });
  const sight = await sightWhere(them => them.includes('lost'));
  expect(sight.nodes.filter(({ status }) => status === 'lost')).toMatchObject([
    { name: lost.name },
  ]);
  const [{ faults, since }] = await breakable().list();
  expect(faults).toEqual({ lostNodes: [lost.name] });
  expect(Date.parse(since.lostNodes)).toBeLessThanOrEqual(Date.now());
  await breakable().breakCluster('local', {});
  await sightWhere(them => them.every(it => it === 'ready'));
});

it('a cluster that answers nothing else still tells what is broken, and can be mended', async () => {
  await breakable().breakCluster('local', { failing: 1 });
  const [cluster] = await breakable().list();
  expect(cluster).toMatchObject({
    faults: { failing: 1 },
    sight: {
      status: 'unseen',
      words: expect.stringContaining('broken on purpose'),
    },
  });
  await breakable().breakCluster('local', {});
  const [{ sight }] = await breakable().list();
  expect(sight.status).toBe('seen');
});

it('what the portal takes as faults, an embedded cluster takes, too', () => {
  const plan = clusterFaultsSchema.parse({
    paths: ['/api'],
    latencyMs: 60_000,
    throttled: { share: 1 },
    failing: 1,
    reset: 1,
    watchMs: 86_400_000,
    expiredWatches: true,
    clockOffsetMs: -31_536_000_000,
    lostNodes: ['a'],
    partition: {},
    unpullableImages: [''],
    startFactor: 1_000,
  });
  expect(faultPlanSchema.parse(plan)).toEqual(plan);
  expect(Object.keys(plan).toSorted()).toEqual(
    Object.keys(faultPlanSchema.shape).toSorted(),
  );
});
