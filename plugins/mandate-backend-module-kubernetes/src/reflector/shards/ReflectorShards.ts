/**
 * Which clusters this replica of the portal reflects. Another replica answers the same questions by reading from the
 * cluster, so a shard decides about speed and load, never about what is true.
 */
export interface ReflectorShards {
  holds(cluster: string): boolean;
}

/** For a portal of one replica, or small clusters: each replica reflects all. */
export const everyCluster: ReflectorShards = { holds: () => true };
