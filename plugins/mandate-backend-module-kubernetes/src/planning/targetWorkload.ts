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

/** The outcome of a kind that needs a workload, where there is none: says what runs in its place, if something does. */
export async function withoutWorkload(
  context: ReadContext,
): Promise<{ readonly type: 'impossible'; readonly words: string }> {
  const { workload, namespace, cluster } = context.target;
  const [daemonSet] = await daemonSetsOf(context);
  const lack = `There is no ${workload.kind} '${workload.name}' in namespace '${namespace}' of cluster '${cluster}'`;
  return {
    type: 'impossible',
    words: daemonSet
      ? `${lack}, only the DaemonSet '${daemonSet.metadata.name}'. It has one pod on each node, and changes of this kind are for a Deployment or a StatefulSet: change it where its manifest is kept.`
      : `${lack}, and this change is for one that runs. Deploy it first, from a template or with its manifests.`,
  };
}

/** What runs of the target on each node: what carries its labels, or without such has its workload's name. */
async function daemonSetsOf({
  clusters,
  target,
}: ReadContext): Promise<readonly ClusterObject[]> {
  const { cluster, namespace, labelSelector, workload } = target;
  const kind = { apiVersion: 'apps/v1', kind: 'DaemonSet', namespace };
  if (labelSelector !== undefined) {
    return clusters.list(cluster, { ...kind, labelSelector });
  }
  const found = await clusters.read(cluster, { ...kind, name: workload.name });
  return found ? [found] : [];
}
