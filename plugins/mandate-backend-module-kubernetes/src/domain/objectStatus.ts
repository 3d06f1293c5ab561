import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { listAt, numberAt, textAt } from '@mandate/plugin-mandate-node';
import {
  condition,
  count,
  failed,
  inProgress,
  messageOf,
  type ObjectStatus,
} from './statusParts';
import {
  daemonSetStatus,
  deploymentStatus,
  replicaSetStatus,
  statefulSetStatus,
} from './workloadStatus';

/** The rules of a kind that has a status of its own; nothing when they have no objection. */
type KindRules = (object: ClusterObject) => ObjectStatus | undefined;

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

/**
 * The status of any object: rules for all kinds, then those of its kind, then its `Ready` condition.
 *
 * @public
 */
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

function groupOf({ apiVersion }: ClusterObject): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? '' : group;
}

function current(words: string): ObjectStatus {
  return { state: 'current', words };
}
