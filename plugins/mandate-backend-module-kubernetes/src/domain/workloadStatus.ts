import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { fieldsAt, numberAt, textAt } from '@mandate/plugin-mandate-node';
import {
  condition,
  count,
  failed,
  inProgress,
  messageOf,
  type ObjectStatus,
} from './statusParts';

/** The rules of a Deployment; nothing when it has what it wants. */
export function deploymentStatus(
  object: ClusterObject,
): ObjectStatus | undefined {
  const progressing = condition(object, 'Progressing', 'False');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    return failed(messageOf(progressing, 'Its progress deadline is over.'));
  }
  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return inProgress('The cluster has not taken it up yet.');
  }
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const replicas = count(object, 'replicas');
  const updated = count(object, 'updatedReplicas');
  if (updated < wanted) {
    return inProgress(`${updated} of ${wanted} pods are updated.`);
  }
  if (replicas > updated) {
    return inProgress(`${replicas - updated} old pods are still to go.`);
  }
  return missing(object, 'availableReplicas', wanted, 'available');
}

/** The rules of a ReplicaSet; nothing when it has what it wants. */
export function replicaSetStatus(
  object: ClusterObject,
): ObjectStatus | undefined {
  const failure = condition(object, 'ReplicaFailure', 'True');
  if (failure) {
    return inProgress(messageOf(failure, 'Pods cannot be made.'));
  }
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const replicas = count(object, 'replicas');
  if (replicas > wanted) {
    return inProgress(`${replicas - wanted} pods are still to go.`);
  }
  return missing(object, 'availableReplicas', wanted, 'available');
}

/** The rules of a StatefulSet; nothing when it has what it wants. */
export function statefulSetStatus(
  object: ClusterObject,
): ObjectStatus | undefined {
  const strategy = fieldsAt(object, 'spec', 'updateStrategy');
  if (strategy.type === 'OnDelete') {
    return undefined;
  }
  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return inProgress('The cluster has not taken it up yet.');
  }
  const wanted = numberAt(object, 'spec', 'replicas') ?? 1;
  const replicas = count(object, 'replicas');
  if (replicas > wanted) {
    return inProgress(`${replicas - wanted} pods are still to go.`);
  }
  const absent = missing(object, 'readyReplicas', wanted, 'ready');
  if (absent) {
    return absent;
  }
  const partition = numberAt(strategy, 'rollingUpdate', 'partition') ?? 0;
  if (partition > 0) {
    const toUpdate = Math.max(0, wanted - partition);
    return missing(object, 'updatedReplicas', toUpdate, 'updated');
  }
  return textAt(object, 'status', 'currentRevision') !==
    textAt(object, 'status', 'updateRevision')
    ? inProgress('Pods of the old revision are still to be replaced.')
    : undefined;
}

/** The rules of a DaemonSet; nothing when it has what it wants. */
export function daemonSetStatus(
  object: ClusterObject,
): ObjectStatus | undefined {
  const wanted = numberAt(object, 'status', 'desiredNumberScheduled');
  if (
    wanted === undefined ||
    numberAt(object, 'status', 'observedGeneration') === undefined
  ) {
    return inProgress('The cluster has not taken it up yet.');
  }
  return (
    missing(object, 'currentNumberScheduled', wanted, 'scheduled') ??
    missing(object, 'updatedNumberScheduled', wanted, 'updated') ??
    missing(object, 'numberAvailable', wanted, 'available') ??
    missing(object, 'numberReady', wanted, 'ready')
  );
}

function missing(
  object: ClusterObject,
  field: string,
  wanted: number,
  word: string,
): ObjectStatus | undefined {
  const actual = count(object, field);
  return actual < wanted
    ? inProgress(`${actual} of ${wanted} pods are ${word}.`)
    : undefined;
}
