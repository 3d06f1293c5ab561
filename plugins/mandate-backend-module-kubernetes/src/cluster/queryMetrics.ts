import {
  ClusterUnavailableError,
  type MetricAnswer,
  type MetricQuery,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { KnownCluster } from './ClusterRegistry';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 4 * 1024 * 1024;

const sampleSchema = z.tuple([z.number(), z.string()]);
/** Prometheus' answer to an instant query, of the types that have one value a series. */
const answerSchema = z.object({
  status: z.literal('success'),
  data: z.discriminatedUnion('resultType', [
    z.object({
      resultType: z.literal('vector'),
      result: z.array(
        z.object({
          metric: z.record(z.string(), z.string()),
          value: sampleSchema,
        }),
      ),
    }),
    z.object({ resultType: z.literal('scalar'), result: sampleSchema }),
  ]),
});

/**
 * Asks the Prometheus behind the cluster's API server, by `/api/v1/query` below the configured path. Rejects with
 * `ClusterUnavailableError` when it does not answer, or not as Prometheus does.
 */
export async function queryMetrics(
  { connection, configured }: KnownCluster,
  { expression, atMs }: MetricQuery,
): Promise<MetricAnswer> {
  const { prometheusPath, name } = configured;
  if (prometheusPath === undefined) {
    return { type: 'not-configured' };
  }
  const parameters = new URLSearchParams({
    query: expression,
    ...(atMs === undefined ? {} : { time: `${atMs / 1_000}` }),
  });
  const { status, text } = await connection.ask({
    path: `${prometheusPath}/api/v1/query?${parameters}`,
    timeoutMs: TIMEOUT_MS,
    mostBytes: MOST_BYTES,
  });
  const answer = answerSchema.safeParse(parsed(text));
  if (!answer.success) {
    throw new ClusterUnavailableError(name, {
      words: `Its Prometheus (${prometheusPath}) answered ${status} and no values: ${text
        .slice(0, 200)
        .replace(/\s+/g, ' ')}`,
    });
  }
  const { data } = answer.data;
  const series =
    data.resultType === 'scalar'
      ? [{ labels: {}, value: Number(data.result[1]) }]
      : data.result.map(({ metric, value }) => ({
          labels: metric,
          value: Number(value[1]),
        }));
  return {
    type: 'values',
    series: series.filter(({ value }) => Number.isFinite(value)),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
