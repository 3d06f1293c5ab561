import {
  ensureObject,
  hasMembers,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  setDefaults,
} from '../jsonObject';
import { defaultTemplate } from './podSpec';
import { defaultClaim } from './storage';

/** A deployment. */
export function defaultDeployment(deployment: JsonObject): void {
  const spec = ensureObject(deployment, 'spec');
  setDefaults(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  });
  const strategy = ensureObject(spec, 'strategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    setDefaults(ensureObject(strategy, 'rollingUpdate'), {
      maxSurge: '25%',
      maxUnavailable: '25%',
    });
  }
  defaultTemplate(spec);
}

/** A replica set. */
export function defaultReplicaSet(replicaSet: JsonObject): void {
  const spec = ensureObject(replicaSet, 'spec');
  setDefault(spec, 'replicas', 1);
  defaultTemplate(spec);
}

/** A stateful set; its claims are defaulted as claims are. */
export function defaultStatefulSet(statefulSet: JsonObject): void {
  const spec = ensureObject(statefulSet, 'spec');
  setDefaults(spec, {
    replicas: 1,
    revisionHistoryLimit: 10,
    podManagementPolicy: 'OrderedReady',
  });
  const strategy = ensureObject(spec, 'updateStrategy');
  if (strategy.type === undefined) {
    strategy.type = 'RollingUpdate';
    ensureObject(strategy, 'rollingUpdate');
  }
  const rollingUpdate = objectAt(strategy, 'rollingUpdate');
  if (strategy.type === 'RollingUpdate' && rollingUpdate) {
    setDefault(rollingUpdate, 'partition', 0);
  }
  setDefaults(ensureObject(spec, 'persistentVolumeClaimRetentionPolicy'), {
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  });
  for (const claim of objectsAt(spec, 'volumeClaimTemplates')) {
    claim.apiVersion = 'v1';
    claim.kind = 'PersistentVolumeClaim';
    defaultClaim(claim, 'template');
  }
  defaultTemplate(spec);
}

/** A daemon set. */
export function defaultDaemonSet(daemonSet: JsonObject): void {
  const spec = ensureObject(daemonSet, 'spec');
  setDefault(spec, 'revisionHistoryLimit', 10);
  const strategy = ensureObject(spec, 'updateStrategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    setDefaults(ensureObject(strategy, 'rollingUpdate'), {
      maxUnavailable: 1,
      maxSurge: 0,
    });
  }
  defaultTemplate(spec);
  ensureObject(ensureObject(daemonSet, 'metadata'), 'annotations')[
    'deprecated.daemonset.template.generation'
  ] = '1';
}

/** A replication controller selects by its template's labels and carries them, unless it says otherwise. */
export function defaultReplicationController(controller: JsonObject): void {
  const spec = ensureObject(controller, 'spec');
  setDefault(spec, 'replicas', 1);
  if (spec.template === undefined) {
    return;
  }
  defaultTemplate(spec);
  const labels = templateLabels(spec);
  if (!hasMembers(spec.selector)) {
    spec.selector = { ...labels };
  }
  copyLabels(controller, labels);
}

/** A job carries its template's labels, unless it has labels of its own. */
export function defaultJob(job: JsonObject): void {
  const spec = ensureObject(job, 'spec');
  if (spec.completions === undefined && spec.parallelism === undefined) {
    spec.completions = 1;
  }
  setDefaults(spec, {
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy:
      spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
  });
  const rules = objectsAt(objectAt(spec, 'podFailurePolicy'), 'rules');
  for (const pattern of rules.flatMap(rule =>
    objectsAt(rule, 'onPodConditions'),
  )) {
    setDefault(pattern, 'status', 'True');
  }
  defaultTemplate(spec);
  copyLabels(job, templateLabels(spec));
}

/** A cron job; of its job, only the pod is defaulted before there is one. */
export function defaultCronJob(cronJob: JsonObject): void {
  const spec = ensureObject(cronJob, 'spec');
  setDefaults(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
  const jobSpec = ensureObject(ensureObject(spec, 'jobTemplate'), 'spec');
  const rules = objectsAt(objectAt(jobSpec, 'podFailurePolicy'), 'rules');
  for (const pattern of rules.flatMap(rule =>
    objectsAt(rule, 'onPodConditions'),
  )) {
    setDefault(pattern, 'status', 'True');
  }
  defaultTemplate(jobSpec);
}

function templateLabels(spec: JsonObject): JsonObject {
  const metadata = objectAt(objectAt(spec, 'template'), 'metadata');
  return objectAt(metadata, 'labels') ?? {};
}

function copyLabels(owner: JsonObject, labels: JsonObject): void {
  const metadata = ensureObject(owner, 'metadata');
  if (!hasMembers(metadata.labels)) {
    metadata.labels = { ...labels };
  }
}
