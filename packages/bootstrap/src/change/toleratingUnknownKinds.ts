import {
  type ClusterAccess,
  ClusterRefusedError,
} from '@mandate/plugin-mandate-node';

const NOT_FOUND = 404;

/** The same cluster, in which an object of a kind that is not served yet is simply not there: the plan brings the kind, too. */
export function toleratingUnknownKinds(clusters: ClusterAccess): ClusterAccess {
  return {
    clusters: () => clusters.clusters(),
    read: async (cluster, reference) => {
      try {
        return await clusters.read(cluster, reference);
      } catch (error) {
        if (
          error instanceof ClusterRefusedError &&
          error.status === NOT_FOUND
        ) {
          return undefined;
        }
        throw error;
      }
    },
    list: (...args) => clusters.list(...args),
    apply: (...args) => clusters.apply(...args),
    remove: (...args) => clusters.remove(...args),
    evict: (...args) => clusters.evict(...args),
    askService: (...args) => clusters.askService(...args),
    readLog: (...args) => clusters.readLog(...args),
    queryMetrics: (...args) => clusters.queryMetrics(...args),
    watch: (...args) => clusters.watch(...args),
  };
}
