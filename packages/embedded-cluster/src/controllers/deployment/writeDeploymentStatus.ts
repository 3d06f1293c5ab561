import { timestamp } from '../../api/newObject';
import { Condition } from '../../model/KubernetesObject';
import {
  Deployment,
  DeploymentStatus,
  ReplicaSet,
} from '../../model/workloads';
import { DEPLOYMENTS } from '../../resources/resourceTable';
import { keyOf } from '../../resources/ResourceType';
import { findCondition, withCondition } from '../conditions';
import { ControllerContext } from '../Controller';
import { DeploymentRevisions, MANAGER, surgeLimits } from './revisions';

/** Counts and conditions. Returns after how many milliseconds the progress deadline is to be checked. */
export function writeDeploymentStatus(
  deployment: Deployment,
  revisions: DeploymentRevisions,
  { objects, now }: ControllerContext,
): number | undefined {
  const key = keyOf(deployment);
  const written = objects.update(
    DEPLOYMENTS,
    key,
    draft => {
      draft.status = nextStatus(draft, revisions, now());
    },
    { manager: MANAGER, subresource: 'status' },
  );
  const progressing = findCondition(written.status?.conditions, 'Progressing');
  if (
    progressing?.reason !== 'ReplicaSetUpdated' &&
    progressing?.reason !== 'NewReplicaSetCreated'
  ) {
    return undefined;
  }
  return Math.max(1, deadlineMs(written, progressing) - now().getTime() + 1);
}

function nextStatus(
  deployment: Deployment,
  { newest, old }: DeploymentRevisions,
  now: Date,
): DeploymentStatus {
  const all = [...old, ...(newest ? [newest] : [])];
  const replicas = total(all, 'replicas');
  const updatedReplicas = newest?.status?.replicas ?? 0;
  const readyReplicas = total(all, 'readyReplicas');
  const availableReplicas = total(all, 'availableReplicas');
  const unavailableReplicas = Math.max(
    0,
    all.reduce((sum, it) => sum + it.spec.replicas, 0) - availableReplicas,
  );
  const counts: DeploymentStatus = {
    observedGeneration: deployment.metadata.generation,
    replicas: replicas || undefined,
    updatedReplicas: updatedReplicas || undefined,
    readyReplicas: readyReplicas || undefined,
    availableReplicas: availableReplicas || undefined,
    unavailableReplicas: unavailableReplicas || undefined,
  };
  const before = deployment.status ?? {};
  const progressing = progress(deployment, newest, before, counts, now);
  const conditions = [
    availability(deployment, availableReplicas),
    ...(progressing ? [progressing] : []),
  ];
  return {
    ...(before.collisionCount !== undefined && {
      collisionCount: before.collisionCount,
    }),
    ...counts,
    conditions: conditions.reduce((list, condition) => {
      const previous = findCondition(list, condition.type);
      const isSame =
        previous?.status === condition.status &&
        previous.reason === condition.reason &&
        previous.message === condition.message &&
        condition.lastUpdateTime === undefined;
      const lastUpdateTime = isSame
        ? previous.lastUpdateTime
        : condition.lastUpdateTime ?? timestamp(now);
      return withCondition(list, { ...condition, lastUpdateTime }, now);
    }, before.conditions ?? []),
  };
}

function availability(
  deployment: Deployment,
  availableReplicas: number,
): Condition {
  const { maxUnavailable } = surgeLimits(deployment);
  return availableReplicas >= deployment.spec.replicas - maxUnavailable
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

function progress(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  before: DeploymentStatus,
  counts: DeploymentStatus,
  now: Date,
): Condition | undefined {
  const previous = findCondition(before.conditions, 'Progressing');
  if (deployment.spec.paused) {
    return {
      type: 'Progressing',
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    };
  }
  const name = newest?.metadata.name;
  const { replicas } = deployment.spec;
  const isComplete =
    newest !== undefined &&
    (counts.updatedReplicas ?? 0) === replicas &&
    (counts.replicas ?? 0) === replicas &&
    (counts.availableReplicas ?? 0) === replicas;
  if (isComplete) {
    return {
      type: 'Progressing',
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${name}" has successfully progressed.`,
    };
  }
  const isNewRollout =
    previous === undefined ||
    before.observedGeneration !== deployment.metadata.generation;
  const wasComplete = previous?.reason === 'NewReplicaSetAvailable';
  const hasProgressed =
    (counts.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    (counts.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (counts.availableReplicas ?? 0) > (before.availableReplicas ?? 0) ||
    (counts.replicas ?? 0) < (before.replicas ?? 0);
  const updated: Condition = {
    type: 'Progressing',
    status: 'True',
    reason: 'ReplicaSetUpdated',
    message: name
      ? `ReplicaSet "${name}" is progressing.`
      : 'The new ReplicaSet waits for the old pods to end.',
  };
  if (isNewRollout || hasProgressed) {
    return { ...updated, lastUpdateTime: timestamp(now) };
  }
  // pods that were lost after a finished rollout are no failed rollout
  if (wasComplete || previous === undefined) {
    return previous;
  }
  if (previous.reason === 'ProgressDeadlineExceeded') {
    return previous;
  }
  if (now.getTime() > deadlineMs(deployment, previous)) {
    return {
      type: 'Progressing',
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${name}" has timed out progressing.`,
    };
  }
  return { ...updated, lastUpdateTime: previous.lastUpdateTime };
}

function deadlineMs(deployment: Deployment, progressing: Condition): number {
  const seconds = deployment.spec.progressDeadlineSeconds ?? 600;
  return Date.parse(progressing.lastUpdateTime ?? '') + seconds * 1_000;
}

function total(
  replicaSets: readonly ReplicaSet[],
  field: 'replicas' | 'readyReplicas' | 'availableReplicas',
): number {
  return replicaSets.reduce((sum, it) => sum + (it.status?.[field] ?? 0), 0);
}
