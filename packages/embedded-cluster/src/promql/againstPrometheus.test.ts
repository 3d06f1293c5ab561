import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { z } from 'zod';
import { deployment } from '../contract/ContractCase';
import { runContractCase } from '../contract/runContractCase';
import { FAST_TIMING } from '../simulation/SimulationTiming';
import { EmbeddedCluster, startEmbeddedCluster } from '../startEmbeddedCluster';
import { COMPARED_QUERIES } from './__testUtils__/comparedQueries';
import { answer, ScrapingPrometheus } from './__testUtils__/ScrapingPrometheus';
import { recordedSource } from './__testUtils__/recordedSource';
import { evaluate } from './evaluate';
import { parseQuery } from './parseQuery';
import { evaluateRange, writeValue } from './results';
import { Series } from './Series';

jest.setTimeout(120_000);

const matrix = z.array(
  z.object({
    metric: z.record(z.string(), z.string()),
    values: z.array(z.tuple([z.number(), z.string()])),
  }),
);

/** Two ways to write one value; the order of a vector means nothing, and the last digits neither. */
function comparable(given: unknown): unknown {
  const { resultType, result } = answer.parse(given);
  const text = JSON.stringify(result, (_, value) => {
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value).sort());
    }
    return typeof value === 'string' && value !== '' && !isNaN(Number(value))
      ? Number(value).toPrecision(9)
      : value;
  });
  // safety: written a line above
  const parts = JSON.parse(text) as unknown[];
  return {
    resultType,
    result:
      resultType === 'scalar'
        ? parts
        : parts.map(part => JSON.stringify(part)).sort(),
  };
}

(ScrapingPrometheus.isThere() ? describe : describe.skip)(
  'queries give what Prometheus gives',
  () => {
    let cluster: EmbeddedCluster;
    let prometheus: ScrapingPrometheus | undefined;
    let recorded: Series[];
    let timeS: number;

    beforeAll(async () => {
      cluster = await startEmbeddedCluster({
        host: '127.0.0.1',
        timing: FAST_TIMING,
      });
      await createPods(cluster);
      prometheus = await ScrapingPrometheus.start(
        cluster,
        await podsOf(cluster),
      );
      await prometheus.until(
        'min(count_over_time(up[1m])) > 17 and min(up) == 1',
      );
      timeS = Math.floor(Date.now() / 1_000);
      const { result } = await prometheus.ask('query', {
        query: '{job="pods"}[1m]',
        time: String(timeS),
      });
      recorded = matrix.parse(result).map(({ metric, values }) => ({
        labels: metric,
        samples: values.map(([seconds, value]) => ({
          timeMs: Math.round(seconds * 1_000),
          value: Number(value),
        })),
      }));
    });
    afterAll(async () => {
      await prometheus?.stop();
      await cluster.close();
    });

    it('reads all that pods report', () => {
      expect(recorded.length).toBeGreaterThan(3 * 15);
    });

    it.each(COMPARED_QUERIES)('%s', async query => {
      const theirs = await prometheus?.ask('query', {
        query,
        time: String(timeS),
      });
      const source = recordedSource(recorded);
      const value = evaluate(parseQuery(query), source, timeS * 1_000);
      expect(comparable(writeValue(value, timeS * 1_000))).toEqual(
        comparable(theirs),
      );
    });

    it.each(COMPARED_QUERIES.filter(it => it.includes('rate(')))(
      'over time: %s',
      async query => {
        const [start, end, step] = [timeS - 6, timeS, 2];
        const theirs = await prometheus?.ask('query_range', {
          query,
          start: String(start),
          end: String(end),
          step: String(step),
        });
        const ours = evaluateRange(
          parseQuery(query),
          recordedSource(recorded),
          {
            startMs: start * 1_000,
            endMs: end * 1_000,
            stepMs: step * 1_000,
          },
        );
        expect(comparable(ours)).toEqual(comparable(theirs));
      },
    );
  },
);

/** Two that serve well and badly, and one that begins anew every few seconds. */
async function createPods(cluster: EmbeddedCluster): Promise<void> {
  const withEnvironment = (name: string, env: object) => {
    const { spec, ...rest } = deployment(name);
    const [container] = spec.template.spec.containers;
    return {
      ...rest,
      spec: {
        ...spec,
        template: {
          ...spec.template,
          spec: {
            containers: [
              {
                ...container,
                env: Object.entries(env).map(([key, value]) => ({
                  name: key,
                  value: String(value),
                })),
              },
            ],
          },
        },
      },
    };
  };
  const bodies = [
    withEnvironment('web', { ERROR_RATE: 0.25, MEMORY_GROW_MB_PER_S: 3 }),
    withEnvironment('slow', { LATENCY_MS: 300, ERROR_RATE: 0.01 }),
    withEnvironment('young', { CRASH_AFTER_S: 7, ERROR_RATE: 0.5 }),
  ];
  await runContractCase(cluster, {
    rule: 'pods run',
    steps: [
      ...bodies.map(body => ({
        request: 'POST /apis/apps/v1/namespaces/default/deployments' as const,
        body,
        expect: { code: 201 },
      })),
      ...['web', 'slow', 'young'].map(name => ({
        request:
          `GET /apis/apps/v1/namespaces/default/deployments/${name}` as const,
        eventually: true as const,
        expect: { code: 200, body: { status: { readyReplicas: 1 } } },
      })),
    ],
  });
}

async function podsOf(cluster: EmbeddedCluster): Promise<string[]> {
  const config = new KubeConfig();
  config.loadFromString(cluster.kubeconfig());
  const { items } = await config
    .makeApiClient(CoreV1Api)
    .listNamespacedPod({ namespace: 'default' });
  return items.flatMap(it => it.metadata?.name ?? []);
}
