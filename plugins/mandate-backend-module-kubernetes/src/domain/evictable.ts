import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { listAt, textAt } from '@mandate/plugin-mandate-node';

const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';

/** Whether draining a node has to move the pod: not what runs on every node, what the node runs by itself, or what has ended. */
export function mustBeEvicted(pod: ClusterObject): boolean {
  const phase = textAt(pod, 'status', 'phase');
  return (
    phase !== 'Succeeded' &&
    phase !== 'Failed' &&
    pod.metadata.annotations?.[MIRROR_ANNOTATION] === undefined &&
    controllerOf(pod)?.kind !== 'DaemonSet'
  );
}

/** Whether nothing would make the pod again elsewhere. */
export function isUnmanaged(pod: ClusterObject): boolean {
  return controllerOf(pod) === undefined;
}

/** Whether the pod keeps data on the node that is lost when it is moved. */
export function hasLocalData(pod: ClusterObject): boolean {
  return listAt(pod, 'spec', 'volumes').some(volume =>
    Object.hasOwn(volume, 'emptyDir'),
  );
}

function controllerOf(pod: ClusterObject) {
  return listAt(pod, 'metadata', 'ownerReferences').find(
    ({ controller }) => controller === true,
  );
}
