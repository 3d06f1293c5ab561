import type { ReflectorView } from '@mandate/plugin-mandate-common';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import { systemClock } from './Clock';
import type { Projected } from './domain/ObjectCache';
import type { ReflectorStatus } from './domain/reflectorMachine';
import { HttpReflectorSource } from './HttpReflectorSource';
import { podProjection, type PodState } from './projections/podProjection';
import {
  REFLECTED_WORKLOADS,
  workloadProjection,
  type WorkloadState,
} from './projections/workloadProjection';
import { Reflector } from './Reflector';
import type { ReflectorShards } from './shards/ReflectorShards';

/** A reflector that nobody read from for so long ends: most clusters of a large installation are not looked at. */
const IDLE_MS = 15 * 60_000;
const SWEEP_MS = 60_000;

/** What is kept of one cluster. */
export interface ReflectedCluster {
  readonly pods: Reflector<PodState>;
  readonly workloads: readonly Reflector<WorkloadState>[];
}

interface Running extends ReflectedCluster {
  usedAt: number;
}

/** The reflectors of all clusters. Those of a cluster begin when somebody first reads from it, and end when nobody does. */
export class ClusterReflectors {
  private readonly running = new Map<string, Running>();
  private readonly sweeping: ReturnType<typeof setInterval>;

  constructor(
    private readonly options: {
      readonly registry: ClusterRegistry;
      readonly shards: ReflectorShards;
      readonly onChange: (
        cluster: string,
        namespaces: ReadonlySet<string>,
      ) => void;
    },
  ) {
    this.sweeping = setInterval(() => void this.sweep(), SWEEP_MS);
    this.sweeping.unref();
  }

  /** What is kept of a cluster, once it is complete; nothing when another replica keeps it, or it is not complete yet. */
  of(cluster: string): ReflectedCluster | undefined {
    if (!this.options.shards.holds(cluster)) {
      void this.end(cluster);
      return undefined;
    }
    const running = this.running.get(cluster) ?? this.begin(cluster);
    running.usedAt = systemClock.now();
    const all = [running.pods, ...running.workloads];
    return all.every(({ hasSynced }) => hasSynced) ? running : undefined;
  }

  /** How the reflectors of a cluster are. */
  views(cluster: string): readonly ReflectorView[] {
    const running = this.running.get(cluster);
    if (!running) {
      return [];
    }
    return [
      viewOf('Pod', running.pods),
      ...running.workloads.map((reflector, index) =>
        viewOf(REFLECTED_WORKLOADS[index], reflector),
      ),
    ];
  }

  /** Ends all. */
  async stop(): Promise<void> {
    clearInterval(this.sweeping);
    await Promise.all([...this.running.keys()].map(name => this.end(name)));
  }

  private begin(cluster: string): Running {
    const running = {
      pods: this.reflector(cluster, 'v1', 'Pod', podProjection()),
      workloads: REFLECTED_WORKLOADS.map(kind =>
        this.reflector(cluster, 'apps/v1', kind, workloadProjection(kind)),
      ),
      usedAt: systemClock.now(),
    };
    running.pods.start();
    running.workloads.forEach(reflector => reflector.start());
    this.running.set(cluster, running);
    return running;
  }

  private reflector<T extends Projected>(
    cluster: string,
    apiVersion: string,
    kind: string,
    project: ConstructorParameters<typeof Reflector<T>>[0]['project'],
  ): Reflector<T> {
    const { connection, paths } = this.options.registry.get(cluster);
    return new Reflector({
      source: new HttpReflectorSource(connection, {}, () =>
        paths.collection({ apiVersion, kind }),
      ),
      project,
      clock: systemClock,
      random: Math.random,
      onChange: namespaces => this.options.onChange(cluster, namespaces),
    });
  }

  private async sweep(): Promise<void> {
    const now = systemClock.now();
    for (const [cluster, { usedAt }] of this.running) {
      const isKnown = this.options.registry.names().includes(cluster);
      if (now - usedAt > IDLE_MS || !isKnown) {
        await this.end(cluster);
      }
    }
  }

  private async end(cluster: string): Promise<void> {
    const running = this.running.get(cluster);
    this.running.delete(cluster);
    if (running) {
      const all = [running.pods, ...running.workloads];
      await Promise.all(all.map(reflector => reflector.stop()));
    }
  }
}

function viewOf<T extends Projected>(
  kind: string,
  reflector: Reflector<T>,
): ReflectorView {
  const status = reflector.status();
  return {
    kind,
    status: status.type,
    words: wordsOf(status),
    since: new Date(
      status.type === 'synced' ? status.heardAt : status.since,
    ).toISOString(),
    objects: reflector.size,
  };
}

function wordsOf(status: ReflectorStatus): string {
  switch (status.type) {
    case 'starting':
      return 'It is read for the first time.';
    case 'synced':
      return 'It follows the cluster.';
    default:
      return status.words;
  }
}
