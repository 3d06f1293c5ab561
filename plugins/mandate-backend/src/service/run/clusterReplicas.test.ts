import {
  type EmbeddedCluster,
  FAST_TIMING,
  startEmbeddedCluster,
} from '@mandate/embedded-cluster';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomSource } from '../../testing/histories/RandomSource';
import {
  askFor,
  clusterHarness,
  proposeApproved,
} from '../../testing/replicas/clusterHarness';
import { ReplicaProcess } from '../../testing/replicas/ReplicaProcess';
import {
  type SharedDatabase,
  sharedDatabases,
} from '../../testing/replicas/sharedDatabases';
import { type Blow, strike } from '../../testing/replicas/strike';
import { untilEnded } from '../../testing/replicas/untilEnded';
import { type CrashCase, crashCases } from './testing/crash/crashCases';
import { CrashSite } from './testing/crash/CrashSite';
import type { HostedKinds } from './testing/crash/hostedKinds';
import type { RunHarness } from './testing/RunHarness';

/** How many changes of each kind; more with more blows and more kinds when `MANDATE_REPLICAS_WIDE` says how many. */
const WIDE = Number(process.env.MANDATE_REPLICAS_WIDE ?? 0);
const SEED = Number(process.env.MANDATE_REPLICAS_SEED ?? 1);
const KINDS = WIDE
  ? ['deploy', 'rolling-deploy', 'scale', 'restart', 'configure', 'rollback']
  : ['deploy'];
const CHANGES_OF_A_KIND = WIDE || 6;
const BLOWS = WIDE * KINDS.length || 3;
/** Each request takes so long, so that replicas are struck in the middle of their work. */
const LATENCY_MS = 40;

jest.setTimeout(WIDE ? 1_800_000 : 300_000);

const cases = crashCases.filter(
  ({ kind, earlier }) => KINDS.includes(kind) && !earlier,
);
const databases = WIDE ? sharedDatabases : sharedDatabases.slice(-1);

/** What there is on a site. */
interface Look {
  readonly end: unknown;
  /** Counts every write that made a difference: an effect that was made twice shows here. */
  readonly generation: unknown;
  /** Counts every write that wanted new pods. */
  readonly replicaSets: number;
}

interface DisturbedChange {
  readonly id: string;
  readonly crashCase: CrashCase;
  readonly site: CrashSite;
  readonly before?: Look;
}

describe.each(databases)('Replicas that change a cluster, $name', database => {
  let folder: string;
  let cluster: EmbeddedCluster;
  let shared: SharedDatabase;
  let harness: RunHarness;
  let hosted: HostedKinds;
  let kubeconfig: string;

  beforeEach(async () => {
    cluster = await startEmbeddedCluster({
      host: '127.0.0.1',
      timing: FAST_TIMING,
    });
    folder = await mkdtemp(join(tmpdir(), 'mandate-cluster-replicas-'));
    kubeconfig = join(folder, 'config');
    cluster.writeKubeconfig(kubeconfig);
    shared = await database.open();
    ({ harness, hosted } = await clusterHarness(shared.knex, kubeconfig));
    await harness.setMandate(askFor(hosted.kinds.map(({ name }) => name)));
  });
  afterEach(async () => {
    await harness?.stop();
    await hosted?.stop();
    await shared?.close();
    await cluster?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(WIDE ? [2, 3] : [2])(
    'make each effect once while %d of them stand still, are cut off and die (I1, I2, I10)',
    async count => {
      const random = new RandomSource(SEED + count);
      const undisturbed = new Map<string, Look | undefined>();
      for (const each of cases) {
        undisturbed.set(each.kind, await runAlone(each));
      }
      const sites = await Promise.all(
        cases.flatMap(crashCase =>
          Array.from({ length: CHANGES_OF_A_KIND }, (_, index) =>
            prepared(crashCase, `${crashCase.kind}-${index}`),
          ),
        ),
      );
      const disturbed: DisturbedChange[] = [];
      for (const each of sites) {
        disturbed.push({ ...each, id: await propose(each) });
      }
      const start = () => ReplicaProcess.start(shared.config, kubeconfig);
      const replicas = await Promise.all(Array.from({ length: count }, start));
      const blows: Blow[] = [];
      cluster.breakOnPurpose({ latencyMs: LATENCY_MS });
      try {
        for (let blow = 0; blow < BLOWS; blow += 1) {
          blows.push(
            await strike(replicas, { random, database: shared, start }),
          );
        }
        await untilEnded(shared.knex, replicas);
      } finally {
        cluster.breakOnPurpose({});
        await Promise.all(replicas.map(replica => replica.kill()));
      }
      const ended = await Promise.all(
        disturbed.map(async ({ crashCase, site, id, before }) => {
          const { state, statusWords } = await harness.change(id);
          const { kind } = crashCase;
          const after = await look(crashCase, site);
          return state === 'succeeded'
            ? { kind, state, after, wanted: undisturbed.get(kind) }
            : {
                kind,
                state,
                statusWords,
                after: after?.end,
                wanted: before?.end,
              };
        }),
      );
      const fences = await shared.knex('mandate_runs').pluck('fence');
      process.stdout.write(
        `${ended.length} changes of ${cases.length} kinds, ${
          ended.filter(({ state }) => state === 'succeeded').length
        } of them succeeded; ${count} replicas ${blows.join(
          ', ',
        )}; runs were claimed ${fences.reduce(
          (sum, fence) => sum + Number(fence),
          0,
        )} times\n`,
      );
      expect(
        ended.filter(
          ({ state, after, wanted }) =>
            !['succeeded', 'undone'].includes(state) ||
            JSON.stringify(after) !== JSON.stringify(wanted),
        ),
      ).toEqual([]);
    },
  );

  function siteOf(name: string): CrashSite {
    return new CrashSite({
      name,
      clusters: hosted.clusters,
      otherTool: cluster,
    });
  }

  async function prepared(crashCase: CrashCase, name: string) {
    const site = siteOf(name);
    await crashCase.prepare(site);
    return { crashCase, site, before: await look(crashCase, site) };
  }

  function propose(of: {
    readonly crashCase: CrashCase;
    readonly site: CrashSite;
  }): Promise<string> {
    const { crashCase, site } = of;
    return proposeApproved(harness, {
      kind: crashCase.kind,
      ...crashCase.request(site),
    });
  }

  /** What a change of the kind leaves when nothing happens to its replica. */
  async function runAlone(crashCase: CrashCase): Promise<Look | undefined> {
    const { site } = await prepared(crashCase, `${crashCase.kind}-alone`);
    const worker = harness.worker();
    worker.start();
    const id = await propose({ crashCase, site });
    await harness.until(id, 'succeeded');
    await worker.stop();
    return look(crashCase, site);
  }

  async function look(
    crashCase: CrashCase,
    site: CrashSite,
  ): Promise<Look | undefined> {
    const workload = await site.read('Deployment');
    if (!workload) {
      return undefined;
    }
    const replicaSets = await hosted.clusters.list('one', {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      namespace: site.namespace,
    });
    return {
      end: await crashCase.end(site),
      generation: workload.metadata.generation,
      replicaSets: replicaSets.length,
    };
  }
});
