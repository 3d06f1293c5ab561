import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { CallAgain, StepContext } from '@mandate/plugin-mandate-node';
import { selectorOf } from '../effects/templateRevisions';
import { readWorkload } from '../planning/targetWorkload';
import { releaseName } from '../releases/release';
import {
  type Baseline,
  BASELINE_MS,
  baselineExpressions,
  baselineSchema,
} from './baseline';
import { podSelector } from './podSelector';

/** Label of a baseline: the workload it is of. Neither drift nor releases know it. */
export const BASELINE_LABEL = 'mandate.dev/baseline-of';
const DATA_KEY = 'baseline.json';

/**
 * Keeps how a release behaved in its first minutes beside its record, for later judgements to compare with: written once,
 * and removed with the record, which owns it. Asks to be called again while those minutes are not over. Without a record
 * or a Prometheus there is nothing to keep.
 */
export async function recordBaseline(
  context: StepContext,
  now: Date,
): Promise<CallAgain | undefined> {
  const { clusters, target, changeId } = context;
  const record = await readConfigMap(context, releaseName(changeId));
  if (!record || (await readConfigMap(context, baselineName(changeId)))) {
    return undefined;
  }
  const fromMs = Date.parse(record.metadata.creationTimestamp ?? '');
  const toMs = fromMs + BASELINE_MS;
  if (Number.isNaN(fromMs)) {
    return undefined;
  }
  const isConfigured = await clusters.queryMetrics(target.cluster, {
    expression: 'vector(1)',
  });
  if (isConfigured.type === 'not-configured') {
    return undefined;
  }
  if (now.getTime() < toMs) {
    return { type: 'call-again', afterMs: toMs - now.getTime() };
  }
  const baseline = await measure(context, fromMs, toMs);
  if (baseline) {
    await clusters.apply(
      target.cluster,
      baselineObject(context, record, baseline),
      { mustNotExist: true },
    );
  }
  return undefined;
}

/** The baseline that is kept in an object; nothing when somebody spoilt it. */
export function readBaseline(object: ClusterObject): Baseline | undefined {
  const { data } = object;
  const text =
    typeof data === 'object' && data !== null && DATA_KEY in data
      ? data[DATA_KEY]
      : undefined;
  try {
    return baselineSchema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}

/** Name of the baseline of a change's release. */
export function baselineName(changeId: string): string {
  return `mandate-baseline-${changeId}`.toLowerCase();
}

/** Nothing when another change has replaced the pods meanwhile: the minutes were not this release's alone. */
async function measure(
  context: StepContext,
  fromMs: number,
  toMs: number,
): Promise<Baseline | undefined> {
  const { clusters, target } = context;
  const workload = await readWorkload(context);
  if (!workload) {
    return undefined;
  }
  const pods = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: target.namespace,
    labelSelector: selectorOf(workload),
  });
  const isReplaced = pods.some(
    ({ metadata }) => Date.parse(metadata.creationTimestamp ?? '') > toMs,
  );
  if (pods.length === 0 || isReplaced) {
    return undefined;
  }
  const expressions = baselineExpressions(
    podSelector(
      target.namespace,
      pods.map(({ metadata }) => metadata.name),
    ),
  );
  const figures: [string, number][] = [];
  for (const [figure, expression] of Object.entries(expressions)) {
    const answer = await clusters.queryMetrics(target.cluster, {
      expression,
      atMs: toMs,
    });
    const value =
      answer.type === 'values' ? answer.series[0]?.value : undefined;
    if (value !== undefined) {
      figures.push([figure, value]);
    }
  }
  return figures.length === 0
    ? undefined
    : baselineSchema.parse({
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        ...Object.fromEntries(figures),
      });
}

function baselineObject(
  { changeId, target }: StepContext,
  record: ClusterObject,
  baseline: Baseline,
): ClusterObject {
  const { name, uid } = record.metadata;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: baselineName(changeId),
      namespace: target.namespace,
      labels: { [BASELINE_LABEL]: target.workload.name },
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name, uid }],
    },
    immutable: true,
    data: { [DATA_KEY]: JSON.stringify(baseline) },
  };
}

function readConfigMap({ clusters, target }: StepContext, name: string) {
  const { cluster, namespace } = target;
  return clusters.read(cluster, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace,
    name,
  });
}
