import type {
  EffectiveConfiguration,
  JsonObject,
} from '@mandate/configuration';
import { effectiveValue } from '@mandate/configuration';
import type { Plan } from '@mandate/plugin-mandate-common';
import type { ChangeKind, ObserveContext } from '@mandate/plugin-mandate-node';
import {
  type AppliedConfiguration,
  configMapName,
  configureInput,
  readApplied,
} from '../domain/appliedConfiguration';
import { renderConfiguration } from '../domain/renderConfiguration';

/** What the kind that configures workloads takes as one entry of a ConfigMap, in characters. */
const MOST_APPLIED = 500_000;

/** What applying comes to in the cluster. */
export type ClusterOutcome =
  | { readonly type: 'planned'; readonly plan: Plan; readonly words: string }
  /** Nothing changes there; the words say why. */
  | { readonly type: 'unchanged'; readonly words: string }
  | { readonly type: 'impossible'; readonly words: string };

/** Reads what was applied to a target. */
export async function readAppliedTo({
  clusters,
  target,
}: ObserveContext): Promise<AppliedConfiguration | undefined> {
  return readApplied(
    await clusters.read(target.cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      namespace: target.namespace,
      name: configMapName(target.workload.name),
    }),
  );
}

/** Plans what a configuration changes in the cluster, through the kind that configures workloads. */
export async function planForCluster(
  context: ObserveContext,
  options: {
    readonly configuration: EffectiveConfiguration;
    readonly schema: JsonObject;
    readonly configure: ChangeKind | undefined;
  },
): Promise<ClusterOutcome> {
  const { configuration, schema, configure } = options;
  const { target, clusters } = context;
  if (!configure) {
    return {
      type: 'unchanged',
      words: 'nothing is applied, since no module configures workloads',
    };
  }
  const workload = await clusters.read(target.cluster, {
    apiVersion: 'apps/v1',
    kind: target.workload.kind,
    namespace: target.namespace,
    name: target.workload.name,
  });
  if (!workload) {
    return {
      type: 'unchanged',
      words: `${target.name} does not run in ${target.environment}, so it is applied once it is deployed`,
    };
  }
  const rendered = renderConfiguration(
    effectiveValue(configuration.root),
    schema,
  );
  if (rendered.text.length > MOST_APPLIED) {
    return {
      type: 'impossible',
      words: `The levels together come to ${rendered.text.length} characters, and a ConfigMap takes ${MOST_APPLIED} of them. Keep large data outside of the configuration.`,
    };
  }
  const outcome = await configure.plan(
    context,
    configure.inputSchema.parse(
      configureInput({
        workload: target.workload.name,
        rendered,
        applied: await readAppliedTo(context),
        schema,
      }),
    ),
  );
  switch (outcome.type) {
    case 'planned':
      return {
        type: 'planned',
        plan: outcome.plan,
        words: `in the cluster ${outcome.plan.summary}`,
      };
    case 'nothing-to-do':
      return { type: 'unchanged', words: 'the cluster has it already' };
    default:
      return outcome;
  }
}
