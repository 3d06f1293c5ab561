import type { Clock } from '../Clock';
import {
  decideLease,
  LEASE_MS,
  type LeaseMemory,
  RENEW_MS,
} from './leaseDecision';
import type { LeaseStore } from './LeaseStore';
import type { ReflectorShards } from './ReflectorShards';

/** A holder gives up well before another one may take over. */
const HELD_MS = LEASE_MS - RENEW_MS;

/**
 * Shares the clusters over the replicas: each is reflected by who holds its lease. A replica takes at most one new
 * lease a round, so that those which start together come to hold about as many each.
 */
export class LeaseShards implements ReflectorShards {
  private readonly stopping = new AbortController();
  private readonly memories = new Map<string, LeaseMemory>();
  private readonly renewedAt = new Map<string, number>();
  private running: Promise<void> | undefined;

  constructor(
    private readonly options: {
      /** Names this replica, and no other. */
      readonly self: string;
      readonly store: LeaseStore;
      readonly clusters: () => readonly string[];
      readonly clock: Clock;
    },
  ) {}

  holds(cluster: string): boolean {
    const renewedAt = this.renewedAt.get(cluster) ?? -Infinity;
    return this.options.clock.now() - renewedAt < HELD_MS;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Looks at all leases once. */
  async look(): Promise<void> {
    let mayTakeMore = true;
    for (const cluster of this.options.clusters()) {
      const held = this.holds(cluster);
      const taken = await this.lookAt(cluster, mayTakeMore);
      mayTakeMore = mayTakeMore && !(taken && !held);
    }
  }

  private async run(): Promise<void> {
    const { clock } = this.options;
    while (!this.stopping.signal.aborted) {
      await this.look();
      await clock.sleep(RENEW_MS, this.stopping.signal);
    }
  }

  /** Whether it is ours now. A lease that cannot be read or written is not, and is tried again. */
  private async lookAt(
    cluster: string,
    mayTakeMore: boolean,
  ): Promise<boolean> {
    const { store, self, clock } = this.options;
    try {
      const lease = await store.read(cluster);
      // Before the write: what counts for others is when it was written at the latest, for us at the earliest.
      const now = clock.now();
      const { type, memory } = decideLease({
        lease,
        memory: this.memories.get(cluster),
        self,
        mayTakeMore,
        now,
      });
      this.memories.set(cluster, memory);
      const version =
        type === 'take' ? await store.write(cluster, lease, self) : undefined;
      if (version === undefined) {
        this.renewedAt.delete(cluster);
        return false;
      }
      this.renewedAt.set(cluster, now);
      return true;
    } catch {
      return false;
    }
  }
}
