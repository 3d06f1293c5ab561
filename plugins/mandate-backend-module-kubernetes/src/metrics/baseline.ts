import { z } from 'zod';

/** How much of a release's first time is its baseline. */
export const BASELINE_MS = 5 * 60_000;

/**
 * How a release behaved in the first minutes after it was verified, all its pods together. What no series told is absent,
 * and never zero.
 */
export const baselineSchema = z.strictObject({
  /** ISO times. */
  from: z.string(),
  to: z.string(),
  requestsPerSecond: z.number().optional(),
  /** Share of requests that were answered with 5xx, 0 to 1. */
  errorShare: z.number().optional(),
  /** 95th percentile of how long answers took. */
  latencySeconds: z.number().optional(),
  cpuCores: z.number().optional(),
  memoryBytes: z.number().optional(),
});
/** How a release behaved at first. */
export type Baseline = z.infer<typeof baselineSchema>;

/** What of a baseline is measured. */
export type BaselineFigure = Exclude<keyof Baseline, 'from' | 'to'>;

/** PromQL for each figure of the pods that a selector finds: names as client libraries and cAdvisor have them. */
export function baselineExpressions(
  selector: string,
): Readonly<Record<BaselineFigure, string>> {
  const window = `[${BASELINE_MS / 1_000}s]`;
  const requests = `sum(rate(http_requests_total{${selector}}${window}))`;
  const errors = `sum(rate(http_requests_total{${selector},code=~"5.."}${window}))`;
  return {
    requestsPerSecond: requests,
    errorShare: `${errors} / ${requests}`,
    latencySeconds: `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${selector}}${window})))`,
    cpuCores: `sum(rate(container_cpu_usage_seconds_total{${selector},container!=""}${window}))`,
    memoryBytes: `sum(avg_over_time(container_memory_working_set_bytes{${selector},container!=""}${window}))`,
  };
}
