import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  fieldsAt,
  type PreflightContext,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { PreflightFinding } from './workloadPreflight';

/** What an autoscaler of the plan scales. */
interface Scaled {
  readonly autoscaler: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/**
 * What the plan's autoscalers scale is there, or the plan makes it. An autoscaler without its workload is applied all the
 * same and then never works, so that the change would only be undone after its deadline.
 */
export async function checkAutoscaling(
  context: PreflightContext,
): Promise<PreflightFinding> {
  const all = context.plan.objects.flatMap(({ after }) =>
    after?.kind === 'HorizontalPodAutoscaler' ? [scaledBy(after)] : [],
  );
  const found = await Promise.all(all.map(scaled => isThere(context, scaled)));
  const missing = all.filter((_, index) => !found[index]);
  if (missing.length > 0) {
    const words = missing.map(
      ({ autoscaler, kind, name }) =>
        `HorizontalPodAutoscaler '${autoscaler}' scales ${kind} '${name}', which is not there.`,
    );
    return {
      status: 'fail',
      words: `${words.join(
        ' ',
      )} Deploy it before or in the same change, or correct spec.scaleTargetRef.`.slice(
        0,
        1_000,
      ),
    };
  }
  return {
    status: 'pass',
    words:
      all.length === 0
        ? 'It brings no autoscaler.'
        : `What it scales is there: ${all
            .map(({ kind, name }) => `${kind} '${name}'`)
            .join(', ')}.`.slice(0, 1_000),
  };
}

function scaledBy(autoscaler: ClusterObject): Scaled {
  const reference = fieldsAt(autoscaler, 'spec', 'scaleTargetRef');
  return {
    autoscaler: autoscaler.metadata.name,
    apiVersion: textAt(reference, 'apiVersion') ?? 'apps/v1',
    kind: textAt(reference, 'kind') ?? '',
    name: textAt(reference, 'name') ?? '',
  };
}

async function isThere(
  { clusters, target, plan }: PreflightContext,
  { apiVersion, kind, name }: Scaled,
): Promise<boolean> {
  // The last entry decides: what is deleted only to be made anew is there in the end.
  const planned = plan.objects.findLast(
    object => object.kind === kind && object.name === name,
  );
  if (planned) {
    return planned.after !== null;
  }
  try {
    const found = await clusters.read(target.cluster, {
      apiVersion,
      kind,
      namespace: target.namespace,
      name,
    });
    return found !== undefined;
  } catch (error) {
    // A kind that the cluster does not serve.
    if (error instanceof ClusterRefusedError && error.status === 404) {
      return false;
    }
    throw error;
  }
}
