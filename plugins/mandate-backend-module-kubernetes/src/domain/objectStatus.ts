import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type Fields,
  fieldsAt,
  listAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';

/**
 * How far the cluster is in making an object what it says, in the words of kstatus
 * (github.com/kubernetes-sigs/cli-utils, `pkg/kstatus`): `current` is there, `failed` will not get there by itself.
 */
export interface ObjectStatus {
  readonly state: 'in-progress' | 'failed' | 'current' | 'terminating';
  readonly words: string;
}

/** The rules of a kind that has a status of its own; nothing when they have no objection. */
type KindRules = (object: ClusterObject) => ObjectStatus | undefined;

/** The status of any object: rules for all kinds, then those of its kind, then its `Ready` condition. */
export function objectStatus(object: ClusterObject): ObjectStatus {
  if (object.metadata.deletionTimestamp) {
    return { state: 'terminating', words: 'It is being deleted.' };
  }
  const general = generalStatus(object);
  if (general) {
    return general;
  }
  const rules = KIND_RULES[`${groupOf(object)}/${object.kind}`];
  return (rules ?? conditionRules)(object) ?? current('It is as it says.');
}

function generalStatus(object: ClusterObject): ObjectStatus | undefined {
  const { generation } = object.metadata;
  const observed = numberAt(object, 'status', 'observedGeneration');
  if (
    generation !== undefined &&
    observed !== undefined &&
    observed < generation
  ) {
    return inProgress('The cluster has not taken the change up yet.');
  }
  const stalled = condition(object, 'Stalled', 'True');
  if (stalled) {
    return failed(messageOf(stalled, 'It is stalled.'));
  }
  const reconciling = condition(object, 'Reconciling', 'True');
  return reconciling && inProgress(messageOf(reconciling, 'It is worked on.'));
}

const KIND_RULES: Readonly<Record<string, KindRules>> = {
  '/Pod': podStatus,
  '/Service': serviceStatus,
  '/PersistentVolumeClaim': claimStatus,
  '/Namespace': alwaysCurrent,
  '/ConfigMap': alwaysCurrent,
  '/Secret': alwaysCurrent,
  'apps/Deployment': deploymentStatus,
  'apps/ReplicaSet': replicaSetStatus,
  'apps/StatefulSet': statefulSetStatus,
  'apps/DaemonSet': daemonSetStatus,
  'batch/Job': jobStatus,
  'batch/CronJob': alwaysCurrent,
  'policy/PodDisruptionBudget': budgetStatus,
  'autoscaling/HorizontalPodAutoscaler': autoscalerStatus,
  'apiextensions.k8s.io/CustomResourceDefinition': definitionStatus,
  'gateway.networking.k8s.io/HTTPRoute': routeStatus,
  'gateway.networking.k8s.io/GRPCRoute': routeStatus,
};

function alwaysCurrent(): undefined {
  return undefined;
}

/** Custom resources say it by `Ready`; those without are current. */
function conditionRules(object: ClusterObject): ObjectStatus | undefined {
  const ready = listAt(object, 'status', 'conditions').find(
    ({ type }) => type === 'Ready',
  );
  return ready && ready.status !== 'True'
    ? inProgress(messageOf(ready, 'It is not ready yet.'))
    : undefined;
}

function deploymentStatus(object: ClusterObject): ObjectStatus | undefined {
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

function replicaSetStatus(object: ClusterObject): ObjectStatus | undefined {
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

function statefulSetStatus(object: ClusterObject): ObjectStatus | undefined {
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

function daemonSetStatus(object: ClusterObject): ObjectStatus | undefined {
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

function podStatus(object: ClusterObject): ObjectStatus | undefined {
  const phase = textAt(object, 'status', 'phase');
  if (phase === 'Succeeded') {
    return undefined;
  }
  if (phase === 'Failed') {
    return failed('The pod has failed.');
  }
  const waiting = listAt(object, 'status', 'containerStatuses').find(
    status =>
      textAt(status, 'state', 'waiting', 'reason') === 'CrashLoopBackOff',
  );
  if (waiting) {
    return failed(
      `Its container ${String(waiting.name)} crashes again and again.`,
    );
  }
  return condition(object, 'Ready', 'True')
    ? undefined
    : inProgress('The pod is not ready yet.');
}

function jobStatus(object: ClusterObject): ObjectStatus | undefined {
  const failure = condition(object, 'Failed', 'True');
  if (failure) {
    return failed(messageOf(failure, 'The job has failed.'));
  }
  if (condition(object, 'Complete', 'True')) {
    return undefined;
  }
  const suspended = condition(object, 'Suspended', 'True');
  if (suspended) {
    return undefined;
  }
  // A job that has started is what it says; whether it ends well is another question.
  return textAt(object, 'status', 'startTime') === undefined
    ? inProgress('The job has not started yet.')
    : undefined;
}

function serviceStatus(object: ClusterObject): ObjectStatus | undefined {
  const type = textAt(object, 'spec', 'type');
  return type === 'LoadBalancer' && !textAt(object, 'spec', 'clusterIP')
    ? inProgress('The service has no address yet.')
    : undefined;
}

function claimStatus(object: ClusterObject): ObjectStatus | undefined {
  switch (textAt(object, 'status', 'phase')) {
    case 'Bound':
      return undefined;
    case 'Lost':
      return failed('The volume of the claim is lost.');
    default:
      return inProgress('The claim has no volume yet.');
  }
}

function budgetStatus(object: ClusterObject): ObjectStatus | undefined {
  if (numberAt(object, 'status', 'observedGeneration') === undefined) {
    return inProgress('The cluster has not taken it up yet.');
  }
  const healthy = count(object, 'currentHealthy');
  const desired = count(object, 'desiredHealthy');
  return healthy < desired
    ? inProgress(`${healthy} of ${desired} pods are healthy.`)
    : undefined;
}

function autoscalerStatus(object: ClusterObject): ObjectStatus | undefined {
  const unable = condition(object, 'AbleToScale', 'False');
  return unable && inProgress(messageOf(unable, 'It cannot scale.'));
}

function definitionStatus(object: ClusterObject): ObjectStatus | undefined {
  const rejected = condition(object, 'NamesAccepted', 'False');
  if (rejected) {
    return failed(messageOf(rejected, 'Its names are taken.'));
  }
  return condition(object, 'Established', 'True')
    ? undefined
    : inProgress('The kind is not served yet.');
}

/** A route without a parent that answers is no failure: its gateway may come later. */
function routeStatus(object: ClusterObject): ObjectStatus | undefined {
  const conditions = listAt(object, 'status', 'parents').flatMap(parent =>
    listAt(parent, 'conditions'),
  );
  const rejected = conditions.find(
    ({ type, status }) =>
      (type === 'Accepted' || type === 'ResolvedRefs') && status === 'False',
  );
  return (
    rejected && failed(messageOf(rejected, 'A gateway rejects the route.'))
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

function count(object: ClusterObject, field: string): number {
  return numberAt(object, 'status', field) ?? 0;
}

function condition(
  object: ClusterObject,
  type: string,
  status: 'True' | 'False',
): Fields | undefined {
  return listAt(object, 'status', 'conditions').find(
    candidate => candidate.type === type && candidate.status === status,
  );
}

function messageOf(found: Fields, otherwise: string): string {
  return textAt(found, 'message') || otherwise;
}

function groupOf({ apiVersion }: ClusterObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? '' : group;
}

function inProgress(words: string): ObjectStatus {
  return { state: 'in-progress', words };
}

function failed(words: string): ObjectStatus {
  return { state: 'failed', words };
}

function current(words: string): ObjectStatus {
  return { state: 'current', words };
}
