import { ApiError } from '../api/ApiError';
import { Pod, ReplicaSet } from '../model/workloads';
import { PODS, REPLICA_SETS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Condition } from '../model/KubernetesObject';
import { findCondition, withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';
import {
  createOwnedPod,
  isControlledBy,
  keyOfOwner,
  REFUSED_RETRY_MS,
} from './owners';
import { isActive, isReady, msUntilAvailable } from './podState';

const NAME = 'replicaset-controller';

/** Keeps as many pods as a ReplicaSet wants. */
export const replicaSetController: Controller = {
  name: NAME,
  watches: [
    { type: REPLICA_SETS },
    {
      type: PODS,
      concerns: pod => keyOfOwner(pod, 'ReplicaSet'),
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
    const refusal = replicaSet.metadata.deletionTimestamp
      ? undefined
      : adjust(replicaSet, pods(), context);
    const delayMs = writeStatus(replicaSet, pods(), refusal, context);
    return refusal ? REFUSED_RETRY_MS : delayMs;
  },
};

/** Creates or deletes pods. @returns why the API refuses more of them, if it does */
function adjust(
  replicaSet: ReplicaSet,
  pods: Pod[],
  context: ControllerContext,
): ApiError | undefined {
  const { objects, events } = context;
  const { replicas, template } = replicaSet.spec;
  for (let missing = replicas - pods.length; missing > 0; missing--) {
    const pod = createOwnedPod(replicaSet, template, NAME, context);
    if (pod instanceof ApiError) {
      return pod;
    }
  }
  const surplus = pods.length - replicas;
  // Sorted only when some have to go: this is done at each change of any pod.
  const leaving =
    surplus > 0 ? [...pods].sort(leastUsefulFirst).slice(0, surplus) : [];
  for (const pod of leaving) {
    objects.delete(PODS, keyOf(pod));
    events.record(replicaSet, {
      type: 'Normal',
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
      component: NAME,
    });
  }
  return undefined;
}

function writeStatus(
  replicaSet: ReplicaSet,
  pods: Pod[],
  refusal: ApiError | undefined,
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
        conditions: refusal && failureConditions(draft, refusal, now()),
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
  const pending = waits.filter(wait => wait !== undefined && wait > 0);
  return pending.length > 0 ? Math.min(...pending.map(Number)) : undefined;
}

/** The first refusal stays, as later ones differ by no more than a generated name. */
function failureConditions(
  { status }: ReplicaSet,
  { message }: ApiError,
  now: Date,
): Condition[] {
  const known = findCondition(status?.conditions, 'ReplicaFailure');
  return known
    ? [known]
    : withCondition(
        [],
        {
          type: 'ReplicaFailure',
          status: 'True',
          reason: 'FailedCreate',
          message,
        },
        now,
      );
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
