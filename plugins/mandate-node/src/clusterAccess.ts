import type { ClusterObject } from '@mandate/plugin-mandate-common';

/**
 * The one port through which everything cluster-side goes. Implementations never cache Secrets and never return
 * their data. All methods reject with `ClusterUnavailableError` when the API server cannot be reached, and with
 * `ClusterRefusedError` when it answers with an error.
 *
 * @public
 */
export interface ClusterAccess {
  /** Names of the configured clusters. */
  clusters(): readonly string[];
  /** The object, or undefined when it does not exist. */
  read(
    cluster: string,
    reference: ObjectReference,
  ): Promise<ClusterObject | undefined>;
  /** All objects of a kind, paged internally. */
  list(cluster: string, query: ObjectQuery): Promise<readonly ClusterObject[]>;
  /** Server-side apply as field manager `mandate`. */
  apply(
    cluster: string,
    object: ClusterObject,
    options: ApplyOptions,
  ): Promise<ClusterObject>;
  /** Deletes; a missing object is no error. */
  remove(
    cluster: string,
    reference: ObjectReference,
    options: RemoveOptions,
  ): Promise<void>;
  /**
   * Asks the cluster to evict a pod, which heeds disruption budgets; a missing pod is no error. Rejects with
   * `ClusterRefusedError` of status 429 while a budget does not allow it.
   */
  evict(
    cluster: string,
    pod: Pick<ObjectReference, 'name' | 'namespace'>,
    options: { readonly uid?: string },
  ): Promise<void>;
  /**
   * What a Service answers to a GET, through the API server: nothing but the Service can be reached by it. Redirects are
   * not followed, and the first 64 KiB are read. Throws `InputError` for a path that would lead out of the Service.
   */
  askService(cluster: string, request: ServiceRequest): Promise<ServiceAnswer>;
  /** The last lines that a container of a pod wrote; none when it has not started. */
  readLog(
    cluster: string,
    container: ContainerReference,
    options: { readonly lines: number },
  ): Promise<readonly string[]>;
  /** The values of a PromQL expression at a time (now when absent), by the Prometheus that is configured for the cluster. */
  queryMetrics(cluster: string, query: MetricQuery): Promise<MetricAnswer>;
  /** Calls `onEvent` for each change until the signal aborts; reconnects by itself and says when it relisted. */
  watch(
    cluster: string,
    query: ObjectQuery,
    onEvent: (event: ClusterEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/**
 * A GET that a Service answers.
 *
 * @public
 */
export interface ServiceRequest {
  readonly namespace: string;
  readonly service: string;
  /** Name or number of the Service's port. */
  readonly port: string;
  /** With its query, beginning with `/`. */
  readonly path: string;
  /** How long it may take, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * What came from a Service, whatever the status; or why nothing did, such as no pod that is ready.
 *
 * @public
 */
export type ServiceAnswer =
  | {
      readonly type: 'answered';
      readonly status: number;
      readonly body: string;
    }
  | { readonly type: 'unreachable'; readonly words: string };

/**
 * A PromQL expression, and the time at which it is evaluated, in milliseconds since 1970.
 *
 * @public
 */
export interface MetricQuery {
  readonly expression: string;
  readonly atMs?: number;
}

/**
 * The series that an expression has, with their values; or that nobody can be asked.
 *
 * @public
 */
export type MetricAnswer =
  | {
      readonly type: 'values';
      readonly series: readonly {
        readonly labels: Readonly<Record<string, string>>;
        /** No series has a value that is no number: those are left out. */
        readonly value: number;
      }[];
    }
  | { readonly type: 'not-configured' };

/**
 * Names one container of a pod.
 *
 * @public
 */
export interface ContainerReference {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/**
 * Names one object.
 *
 * @public
 */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * Selects objects of one kind.
 *
 * @public
 */
export interface ObjectQuery {
  readonly apiVersion: string;
  readonly kind: string;
  /** All namespaces when absent. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/**
 * How to apply an object.
 *
 * @public
 */
export interface ApplyOptions {
  /** Take fields over from other managers; only after a person approved the plan that says so. */
  readonly force?: boolean;
  /** Ask the server what the result would be, without effect. */
  readonly dryRun?: boolean;
  /** Refuse when the object is not at this resource version; the server checks it in the same write. */
  readonly resourceVersion?: string;
  /** Refuse when the object exists already. */
  readonly mustNotExist?: boolean;
  /** Apply to a subresource, such as a pod's `resize`. */
  readonly subresource?: 'resize';
  /** Make fields of other managers ours first, so that those which the object lacks are removed. Implies `force`. */
  readonly takeOver?: {
    readonly from: readonly string[];
    /** Only fields below this path, such as `['spec', 'template']`. */
    readonly under: readonly string[];
  };
}

/**
 * How to delete an object.
 *
 * @public
 */
export interface RemoveOptions {
  /** Refuse when another object of the name is there; the server checks it in the same write. */
  readonly uid?: string;
  /** Refuse when the object is not at this resource version; checked in the same write. */
  readonly resourceVersion?: string;
  /** Leave what the object owns, such as the pods of a StatefulSet; else the cluster removes it too. */
  readonly orphan?: boolean;
}

/**
 * What a watch says.
 *
 * @public
 */
export type ClusterEvent =
  | { readonly type: 'relisted'; readonly objects: readonly ClusterObject[] }
  | {
      readonly type: 'added' | 'modified' | 'deleted';
      readonly object: ClusterObject;
    };

/**
 * The API server cannot be reached, or did not answer in time. Whether an effect happened is unknown.
 *
 * @public
 */
export class ClusterUnavailableError extends Error {
  readonly cluster: string;
  /** Why, and what to do; without credentials. */
  readonly words: string;
  constructor(
    cluster: string,
    options: {
      cause?: unknown;
      /** See the property of that name. */
      words?: string;
    },
  ) {
    const {
      cause,
      words = 'Check that it runs and that its kubeconfig is right.',
    } = options;
    super(
      `Cluster '${cluster}' does not answer. ${words} Mandate tries again.`,
      { cause },
    );
    this.name = 'ClusterUnavailableError';
    this.cluster = cluster;
    this.words = words;
  }
}

/**
 * The API server answered with an error: the effect did not happen.
 *
 * @public
 */
export class ClusterRefusedError extends Error {
  readonly cluster: string;
  /** HTTP status, 409 for a conflict. */
  readonly status: number;
  /** Kubernetes' reason: `Conflict`, `Invalid`, `Forbidden`, … */
  readonly reason: string;
  constructor(options: {
    cluster: string;
    status: number;
    reason: string;
    message: string;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'ClusterRefusedError';
    this.cluster = options.cluster;
    this.status = options.status;
    this.reason = options.reason;
  }
}
