import type { ClusterObject, Target } from '@mandate/plugin-mandate-common';
import type {
  ObjectReference,
  ObserveContext,
} from '@mandate/plugin-mandate-node';

/** The reference to the workload a target is bound to. */
export function workloadReference(target: Target): ObjectReference {
  const { kind, name } = target.workload;
  return { apiVersion: 'apps/v1', kind, namespace: target.namespace, name };
}

/** The target's live workload. */
export async function readWorkload({
  clusters,
  target,
}: ObserveContext): Promise<ClusterObject | undefined> {
  return clusters.read(target.cluster, workloadReference(target));
}

/** Said when a kind needs a workload that is not there. */
export function noWorkloadWords(target: Target): string {
  const { workload, namespace, cluster } = target;
  return `There is no ${workload.kind} '${workload.name}' in namespace '${namespace}' of cluster '${cluster}'. Deploy it first.`;
}
