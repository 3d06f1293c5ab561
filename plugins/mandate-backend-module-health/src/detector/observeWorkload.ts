import type { TargetFacts } from '@mandate/plugin-mandate-common';
import type { ClusterAccess } from '@mandate/plugin-mandate-node';
import {
  type ObservedWorkload,
  readPods,
  readWorkload,
} from '../domain/observedWorkload';

/** Reads a target's workload and pods; nothing when there is no workload. Rejects as `ClusterAccess` does. */
export async function observeWorkload(
  clusters: ClusterAccess,
  target: TargetFacts,
  now: Date,
): Promise<ObservedWorkload | undefined> {
  const { cluster, namespace } = target;
  const object = await clusters.read(cluster, {
    apiVersion: 'apps/v1',
    namespace,
    ...target.workload,
  });
  if (!object) {
    return undefined;
  }
  const workload = readWorkload(object);
  const labelSelector = Object.entries(workload.spec.selector.matchLabels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
  const pods = await clusters.list(cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace,
    labelSelector,
  });
  return { workload, pods: readPods(pods), now };
}
