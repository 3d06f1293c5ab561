import { Pod, ReplicaSet } from '../model/workloads';
import { PODS, REPLICA_SETS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Controller, ControllerContext } from './Controller';
import { controllerOf, isControlledBy, referenceTo } from './owners';
import { isActive, isReady, msUntilAvailable } from './podState';

const NAME = 'replicaset-controller';

/** Keeps as many pods as a ReplicaSet wants. */
export const replicaSetController: Controller = {
  name: NAME,
  watches: [
    { type: REPLICA_SETS },
    {
      type: PODS,
      concerns: pod => {
        const owner = controllerOf(pod);
        return owner?.kind === 'ReplicaSet'
          ? [{ namespace: pod.metadata.namespace ?? '', name: owner.name }]
          : [];
      },
    },
  ],
  reconcile(key, context) {
    const replicaSet = context.objects.find(REPLICA_SETS, key);
    if (!replicaSet) {
      return undefined;
    }
    const pods = () =>
      context.objects
        .list(PODS, key.namespace)
        .filter(pod => isControlledBy(pod, replicaSet) && isActive(pod));
    if (!replicaSet.metadata.deletionTimestamp) {
      adjust(replicaSet, pods(), context);
    }
    return writeStatus(replicaSet, pods(), context);
  },
};

function adjust(
  replicaSet: ReplicaSet,
  pods: Pod[],
  { objects, events }: ControllerContext,
): void {
  const { replicas, template } = replicaSet.spec;
  const { namespace } = keyOf(replicaSet);
  for (let missing = replicas - pods.length; missing > 0; missing--) {
    const pod = objects.create(
      PODS,
      namespace,
      {
        metadata: {
          ...template.metadata,
          generateName: `${replicaSet.metadata.name}-`,
          ownerReferences: [referenceTo(replicaSet)],
        },
        spec: template.spec,
      },
      { manager: 'kube-controller-manager' },
    );
    events.record(replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
      component: NAME,
    });
  }
  const surplus = [...pods]
    .sort(leastUsefulFirst)
    .slice(0, Math.max(0, pods.length - replicas));
  for (const pod of surplus) {
    objects.delete(PODS, keyOf(pod));
    events.record(replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component: NAME,
    });
  }
}

function writeStatus(
  replicaSet: ReplicaSet,
  pods: Pod[],
  { objects, now }: ControllerContext,
) {
  const waits = pods.map(pod =>
    msUntilAvailable(pod, replicaSet.spec.minReadySeconds ?? 0, now()),
  );
  const readyReplicas = pods.filter(isReady).length;
  const availableReplicas = waits.filter(wait => wait === 0).length;
  objects.update(
    REPLICA_SETS,
    keyOf(replicaSet),
    draft => {
      draft.status = {
        ...draft.status,
        replicas: pods.length,
        fullyLabeledReplicas: pods.length,
        observedGeneration: draft.metadata.generation,
        readyReplicas: readyReplicas || undefined,
        availableReplicas: availableReplicas || undefined,
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
  const pending = waits.filter(wait => wait !== undefined && wait > 0);
  return pending.length > 0 ? Math.min(...pending.map(Number)) : undefined;
}

/** Unscheduled before scheduled, unready before ready, young before old. */
function leastUsefulFirst(left: Pod, right: Pod): number {
  const rank = (pod: Pod) =>
    (pod.spec.nodeName ? 1 : 0) + (isReady(pod) ? 1 : 0);
  return (
    rank(left) - rank(right) ||
    right.metadata.creationTimestamp.localeCompare(
      left.metadata.creationTimestamp,
    )
  );
}
