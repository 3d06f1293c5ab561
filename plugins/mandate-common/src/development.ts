import { z } from 'zod';

const share = z.number().min(0).max(1);
const names = z.array(z.string().min(1).max(253)).max(100);

/**
 * What is broken on purpose in an embedded cluster. What is left out works.
 *
 * @public
 */
export const clusterFaultsSchema = z.strictObject({
  /** Requests below these paths suffer; all of them without it. */
  paths: z.array(z.string().startsWith('/').max(500)).max(100).optional(),
  /** Every answer comes so much later. */
  latencyMs: z.number().min(0).max(60_000).optional(),
  /** A share of requests is throttled: 429 with Retry-After. */
  throttled: z
    .strictObject({
      share,
      retryAfterSeconds: z.number().int().min(0).max(3_600).default(1),
    })
    .optional(),
  /** A share of requests fails with code 500. */
  failing: share.optional(),
  /** A share of connections is cut without an answer. */
  reset: share.optional(),
  /** Watches are cut after so long. */
  watchMs: z.number().min(0).max(86_400_000).optional(),
  /** Watches that resume at a version are told that it expired (410). */
  expiredWatches: z.boolean().optional(),
  /** The cluster's clock is so far ahead, or behind when negative. */
  clockOffsetMs: z.number().min(-31_536_000_000).max(31_536_000_000).optional(),
  /** Nodes that stopped to report; what runs there is not seen any more. */
  lostNodes: names.optional(),
  /** A network that is split: these clients do not reach the API, and these nodes do not report. */
  partition: z
    .strictObject({
      /** Beginnings of User-Agent headers, or names of users. */
      clients: names.default([]),
      nodes: names.default([]),
    })
    .optional(),
  /** Beginnings of image names that cannot be pulled; the empty one begins all. */
  unpullableImages: z.array(z.string().max(500)).max(100).optional(),
  /** Containers take so many times as long to start. */
  startFactor: z.number().min(0).max(1_000).optional(),
});

/**
 * See {@link clusterFaultsSchema}.
 *
 * @public
 */
export type ClusterFaults = z.infer<typeof clusterFaultsSchema>;

/**
 * An embedded cluster as the page for breaking things shows it.
 *
 * @public
 */
export interface BreakableCluster {
  readonly name: string;
  readonly faults: ClusterFaults;
  /** Since when each fault is as it is, an ISO time by the fault's name. */
  readonly since: Readonly<Record<string, string>>;
  readonly sight: ClusterSight;
}

/**
 * Nodes and pods; or why they cannot be seen now, which is what some faults do.
 *
 * @public
 */
export type ClusterSight =
  | {
      readonly status: 'seen';
      readonly nodes: readonly BreakableNode[];
      /** Those of all namespaces that need somebody first, at most 500. */
      readonly pods: readonly BreakablePod[];
      /** How many pods there are beyond those listed. */
      readonly morePods: number;
    }
  | { readonly status: 'unseen'; readonly words: string };

/**
 * A node of an embedded cluster.
 *
 * @public
 */
export interface BreakableNode {
  readonly name: string;
  /** `lost` when it does not report any more. */
  readonly status: 'ready' | 'not-ready' | 'lost';
  readonly words: string;
  /** How many of the listed pods are placed on it. */
  readonly pods: number;
}

/**
 * A pod of an embedded cluster.
 *
 * @public
 */
export interface BreakablePod {
  readonly namespace: string;
  readonly name: string;
  /** Empty while it has no node. */
  readonly node: string;
  readonly status: 'ready' | 'starting' | 'failing' | 'ending' | 'done';
  readonly words: string;
  readonly restarts: number;
}
