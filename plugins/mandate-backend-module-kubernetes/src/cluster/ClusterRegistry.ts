import { NotFoundError } from '@backstage/errors';
import { ClusterConnection, type RequestListener } from './ClusterConnection';
import type { ConfiguredCluster } from './clusterSource';
import { ResourcePaths } from './ResourcePaths';

/** One cluster as it can be spoken with. */
export interface KnownCluster {
  readonly configured: ConfiguredCluster;
  readonly connection: ClusterConnection;
  readonly paths: ResourcePaths;
}

/**
 * The clusters there are: those of the configuration, and those that are found while the portal runs. A name of the
 * configuration wins.
 *
 * @public
 */
export class ClusterRegistry {
  private readonly configured: ReadonlyMap<string, KnownCluster>;
  private located: ReadonlyMap<string, KnownCluster> = new Map();

  constructor(
    configured: readonly ConfiguredCluster[],
    private readonly onRequest?: RequestListener,
  ) {
    this.configured = new Map(
      configured.map(cluster => [cluster.name, this.known(cluster)]),
    );
  }

  /** Names of all clusters. */
  names(): readonly string[] {
    return [...new Set([...this.configured.keys(), ...this.located.keys()])];
  }

  /** Throws `NotFoundError` for a cluster that is not there. */
  get(name: string): KnownCluster {
    const cluster = this.configured.get(name) ?? this.located.get(name);
    if (!cluster) {
      throw new NotFoundError(
        `There is no cluster '${name}'. Configured are: ${
          this.names().join(', ') || 'none'
        } (mandate.clusters).`,
      );
    }
    return cluster;
  }

  /** Takes these for all that are found; one that is as before keeps its connections. */
  setLocated(clusters: readonly ConfiguredCluster[]): void {
    this.located = new Map(
      clusters.map(cluster => {
        const before = this.located.get(cluster.name);
        const isSame =
          JSON.stringify(before?.configured) === JSON.stringify(cluster);
        return [
          cluster.name,
          before && isSame ? before : this.known(cluster),
        ] as const;
      }),
    );
  }

  private known(configured: ConfiguredCluster): KnownCluster {
    const connection = new ClusterConnection(configured, this.onRequest);
    return { configured, connection, paths: new ResourcePaths(connection) };
  }
}
