/** Backstage's own: the cluster that an entity runs in. */
export const CLUSTER_ANNOTATION = 'backstage.io/kubernetes-cluster';

/** What of an environment matters for its clusters. */
export interface EnvironmentClusters {
  readonly name: string;
  readonly cluster: string;
  /** All that the environment has, when there are several. */
  readonly clusters?: readonly string[];
}

/** The cluster, or why there is none. */
export type ClusterOutcome =
  | { readonly type: 'found'; readonly cluster: string }
  | { readonly type: 'invalid'; readonly words: string };

/** The clusters that an environment has. */
export function clustersOf(environment: EnvironmentClusters) {
  return [...new Set([environment.cluster, ...(environment.clusters ?? [])])];
}

/** In which of an environment's clusters an entity is. With several, the entity must say so: nothing is guessed. */
export function clusterIn(
  environment: EnvironmentClusters,
  annotation: string | undefined,
): ClusterOutcome {
  const clusters = clustersOf(environment);
  if (annotation === undefined) {
    return clusters.length === 1
      ? { type: 'found', cluster: environment.cluster }
      : {
          type: 'invalid',
          words: `The environment ${
            environment.name
          } has several clusters: ${clusters.join(
            ', ',
          )}. Say in the annotation ${CLUSTER_ANNOTATION} which of them it is.`,
        };
  }
  return clusters.includes(annotation)
    ? { type: 'found', cluster: annotation }
    : {
        type: 'invalid',
        words: `The annotation ${CLUSTER_ANNOTATION} names the cluster '${annotation}', which is none of the environment ${
          environment.name
        }: ${clusters.join(', ')}. Correct it, or choose another environment.`,
      };
}
