/**
 * One cluster as the page of clusters shows it.
 *
 * @public
 */
export interface ClusterView {
  readonly name: string;
  /** Where it is configured: `kubeconfig /etc/kube/config`, `the portal's own pod`, `https://kube.example:6443`. */
  readonly source: string;
  /** `limited` when it answers and a permission is missing. */
  readonly status: 'ready' | 'limited' | 'unreachable';
  /** The status in a sentence, with what to do. */
  readonly words: string;
  /** `v1.36.3`; absent when it does not answer. */
  readonly version?: string;
  /** How long it took to say its version, in milliseconds. */
  readonly latencyMs?: number;
  /** What the roles that are shipped would allow, and what of it is missing. */
  readonly roles: readonly ClusterRoleView[];
  /** Whether the API server keeps clients from crowding each other out (API Priority and Fairness). */
  readonly fairness: 'present' | 'absent' | 'unknown';
  /** What is kept of it in memory. */
  readonly reflectors: readonly ReflectorView[];
  /** Whether it is an embedded one that may be broken on purpose now: in development only. */
  readonly breakable: boolean;
  readonly checkedAt: string;
}

/**
 * A role that Mandate ships, held against what a cluster allows.
 *
 * @public
 */
export interface ClusterRoleView {
  /** Name of the manifest in the module's folder `rbac`, without its ending. */
  readonly role: string;
  /** What works with it. */
  readonly purpose: string;
  /** `patch apps/deployments`, …; empty when all is granted. */
  readonly missing: readonly string[];
}

/**
 * How what is kept of one kind of objects is.
 *
 * @public
 */
export interface ReflectorView {
  readonly kind: string;
  readonly status: 'starting' | 'synced' | 'lagging' | 'failing';
  /** How it is, and since when it is not well. */
  readonly words: string;
  readonly since: string;
  readonly objects: number;
}

/**
 * What runs of an entity in one environment, as the live view shows it.
 *
 * @public
 */
export interface LiveEnvironment {
  readonly environment: string;
  readonly cluster: string;
  readonly namespace: string;
  /** `unknown` when the cluster cannot be seen; the words say why. */
  readonly status: 'known' | 'unknown';
  readonly words: string;
  /** How old it may be: `live` when it follows the cluster, `read` when it was read for this answer. */
  readonly freshness: 'live' | 'lagging' | 'read';
  readonly workloads: readonly LiveWorkload[];
  readonly pods: readonly LivePod[];
  /** How many pods there are beyond those listed. */
  readonly morePods: number;
}

/**
 * A workload of the live view.
 *
 * @public
 */
export interface LiveWorkload {
  readonly kind: string;
  readonly name: string;
  readonly ready: number;
  readonly desired: number;
  readonly images: readonly string[];
  /** Who else manages it, when that is not Mandate: `Argo CD`, `Helm`, … */
  readonly otherOwner?: string;
}

/**
 * A pod of the live view.
 *
 * @public
 */
export interface LivePod {
  readonly name: string;
  readonly workload: string;
  readonly status: 'ready' | 'starting' | 'failing' | 'ending' | 'done';
  /** "ready", "CrashLoopBackOff, last ended with exit code 1". */
  readonly words: string;
  readonly restarts: number;
  readonly node: string;
  readonly images: readonly string[];
  readonly containers: readonly string[];
  readonly createdAt: string;
}

/**
 * An event of the cluster about an object of the live view.
 *
 * @public
 */
export interface LiveEvent {
  readonly at: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** `Pod checkout-7d9f-abcde`. */
  readonly object: string;
  readonly count: number;
}
