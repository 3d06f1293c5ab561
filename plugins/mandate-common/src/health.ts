/**
 * A workload of an entity in one environment, as the health card shows it.
 *
 * @public
 */
export interface WorkloadHealth {
  readonly environment: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly workload: string;
  readonly status:
    | 'healthy'
    | 'progressing'
    | 'degraded'
    | 'failing'
    | 'absent'
    | 'unknown';
  /** "2 of 2 pods ready", "crash-looping: 5 restarts in 4 minutes". */
  readonly words: string;
  readonly readyReplicas: number;
  readonly desiredReplicas: number;
  readonly images: readonly string[];
  readonly restarts: number;
  readonly observedAt: string;
}
