import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  type BreakableCluster,
  type ClusterFaults,
  clusterFaultsSchema,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { ClusterRegistry } from '../cluster/ClusterRegistry';
import { refusal } from '../cluster/refusal';
import { clusterSight } from './clusterSight';

const FAULTS = '/mandate/faults';
/** Embedded clusters are on this machine, and answer about their faults whatever is broken. */
const ANSWER_MS = 3_000;

const stateSchema = z.object({
  plan: clusterFaultsSchema,
  since: z.record(z.string(), z.string()),
});

/**
 * The embedded clusters, which can be broken on purpose. Which clusters are embedded, they say themselves: no real one has
 * the path that faults are set at, and whoever may not do everything in an embedded one is refused there.
 */
export class BreakableClusters {
  private readonly registry: ClusterRegistry;
  private readonly isOffered: boolean;

  constructor(options: {
    readonly registry: ClusterRegistry;
    /** Whether this portal is one for development. */
    readonly isOffered: boolean;
  }) {
    this.registry = options.registry;
    this.isOffered = options.isOffered;
  }

  /** Whether a cluster may be broken now. */
  async includes(name: string): Promise<boolean> {
    return this.isOffered && (await this.state(name)) !== undefined;
  }

  /** Throws `NotAllowedError` where clusters may not be broken. */
  async list(): Promise<readonly BreakableCluster[]> {
    this.demandOffered();
    const found = await Promise.all(
      [...this.registry.names()].sort().map(name => this.look(name)),
    );
    return found.flatMap(cluster => cluster ?? []);
  }

  /**
   * Breaks what the faults say, and mends everything else. Throws `NotAllowedError` where clusters may not be broken,
   * `NotFoundError` for one that is not embedded, `ClusterRefusedError` when it does not take the faults.
   */
  async breakCluster(name: string, faults: ClusterFaults): Promise<void> {
    this.demandOffered();
    if (!(await this.includes(name))) {
      throw new NotFoundError(
        `There is no embedded cluster '${name}' that answers. Only embedded clusters can be broken on purpose.`,
      );
    }
    const { connection } = this.registry.get(name);
    const answer = await connection.call({
      method: 'PUT',
      path: FAULTS,
      body: faults,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.status !== 200) {
      throw refusal(name, answer);
    }
  }

  private async look(name: string): Promise<BreakableCluster | undefined> {
    const state = await this.state(name);
    return (
      state && {
        name,
        faults: state.plan,
        since: state.since,
        sight: await clusterSight(this.registry.get(name).connection),
      }
    );
  }

  /** Nothing of a cluster that is not embedded, or does not answer. */
  private async state(name: string) {
    if (!this.registry.names().includes(name)) {
      return undefined;
    }
    try {
      const { status, body } = await this.registry.get(name).connection.call({
        method: 'GET',
        path: `${FAULTS}/state`,
        returnsBusy: true,
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      const parsed = stateSchema.safeParse(body);
      return status === 200 && parsed.success ? parsed.data : undefined;
    } catch {
      // Not seen is not offered: the page of clusters tells what is wrong with it.
      return undefined;
    }
  }

  private demandOffered(): void {
    if (!this.isOffered) {
      throw new NotAllowedError(
        'Clusters are broken on purpose in development only. This portal runs otherwise, or mandate.development.breakClusters is off.',
      );
    }
  }
}
