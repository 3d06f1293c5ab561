/**
 * What a verified change brought an entity to in one environment, as it can be gone back to.
 *
 * @public
 */
export interface ReleaseView {
  readonly environment: string;
  /** Name of the record, for a rollback's input `release`. */
  readonly name: string;
  /** The change that brought it. */
  readonly changeId: string;
  /** When it was recorded, as an ISO time. */
  readonly at: string;
  readonly images: readonly {
    readonly container: string;
    readonly image: string;
    /** `sha256:…` of what ran, when the image came from a registry. */
    readonly digest?: string;
  }[];
  /** How many objects it holds. */
  readonly objects: number;
  /** Whether it is the newest of its environment. */
  readonly newest: boolean;
  /**
   * How it behaved in the first minutes after it was verified, all pods together; absent where nobody measured. What no
   * series told is absent, too.
   */
  readonly baseline?: {
    /** ISO times. */
    readonly from: string;
    readonly to: string;
    readonly requestsPerSecond?: number;
    /** Share of requests that failed, 0 to 1. */
    readonly errorShare?: number;
    /** 95th percentile, in seconds. */
    readonly latencySeconds?: number;
    readonly cpuCores?: number;
    readonly memoryBytes?: number;
  };
}
