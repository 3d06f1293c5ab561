/**
 * How long simulated things take, in milliseconds. Tests shorten them.
 *
 * @public
 */
export interface SimulationTiming {
  /** From scheduling to the container's start: pulling and creating. */
  readonly containerStartMs: number;
  /** From a container's start to its first successful readiness check. */
  readonly readyMs: number;
  /** How long a crashing container runs before it ends. */
  readonly crashMs: number;
  /** First pause before a crashed container is started again; doubles each time. */
  readonly restartBackOffMs: number;
  readonly longestRestartBackOffMs: number;
  /** A container that ran this long starts with the first pause again. */
  readonly backOffResetMs: number;
  /** From `ErrImagePull` to `ImagePullBackOff` and back. */
  readonly imagePullRetryMs: number;
  /** How long a pod takes to end, at most its grace period. */
  readonly terminationMs: number;
  /** How often autoscalers look. */
  readonly autoscalerMs: number;
}

/**
 * About what a real node takes; back-off as the kubelet's.
 *
 * @public
 */
export const DEFAULT_TIMING: SimulationTiming = {
  containerStartMs: 600,
  readyMs: 400,
  crashMs: 1_000,
  restartBackOffMs: 10_000,
  longestRestartBackOffMs: 300_000,
  backOffResetMs: 600_000,
  imagePullRetryMs: 10_000,
  terminationMs: 500,
  autoscalerMs: 15_000,
};

/**
 * For tests: everything within tens of milliseconds.
 *
 * @public
 */
export const FAST_TIMING: SimulationTiming = {
  containerStartMs: 10,
  readyMs: 10,
  crashMs: 10,
  restartBackOffMs: 50,
  longestRestartBackOffMs: 200,
  backOffResetMs: 600_000,
  imagePullRetryMs: 50,
  terminationMs: 10,
  autoscalerMs: 100,
};
