import type { ClusterObject, Target } from '@mandate/plugin-mandate-common';
import type {
  ClusterAccess,
  ObjectReference,
  ObserveContext,
} from '@mandate/plugin-mandate-node';
import { applySetName } from '../domain/applySet';

/** A target, and its cluster to read from. */
export type ReadContext = Pick<ObserveContext, 'target'> & {
  readonly clusters: Pick<ClusterAccess, 'read' | 'list'>;
};

/** The reference to the workload a target is bound to. */
export function workloadReference(target: Target): ObjectReference {
  const { kind, name } = target.workload;
  return { apiVersion: 'apps/v1', kind, namespace: target.namespace, name };
}

/** The target's live workload. */
export async function readWorkload({
  clusters,
  target,
}: ReadContext): Promise<ClusterObject | undefined> {
  return clusters.read(target.cluster, workloadReference(target));
}

/** The object that stands for what a template without a workload brought to the target. */
export async function readPart(
  { clusters, target }: ObserveContext,
  template: string,
): Promise<ClusterObject | undefined> {
  return clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: target.namespace,
    name: applySetName(target.workload.name, template),
  });
}

/** Said when a kind needs a workload that is not there. */
export function noWorkloadWords(target: Target): string {
  const { workload, namespace, cluster } = target;
  return `There is no ${workload.kind} '${workload.name}' in namespace '${namespace}' of cluster '${cluster}'. Deploy it first.`;
}
