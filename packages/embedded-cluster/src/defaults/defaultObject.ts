import { JsonObject } from '../model/KubernetesObject';
import {
  asJson,
  ensureObject,
  objectAt,
  objectsAt,
  setDefault,
} from '../model/jsonFields';
import { KubernetesObject } from '../model/KubernetesObject';
import {
  CRON_JOBS,
  DEPLOYMENTS,
  HORIZONTAL_POD_AUTOSCALERS,
  JOBS,
  NAMESPACES,
  NETWORK_POLICIES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  REPLICA_SETS,
  SECRETS,
  SERVICES,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { defaultPod, defaultPodSpec } from './podDefaults';

type Defaulter = (object: JsonObject) => void;

/** What each kind fills in. A kind without a row has no defaults. */
const DEFAULTERS = new Map<ResourceType, Defaulter>([
  [NAMESPACES, defaultNamespace],
  [PODS, defaultPodObject],
  [SERVICES, defaultService],
  [SECRETS, defaultSecret],
  [PERSISTENT_VOLUME_CLAIMS, defaultClaim],
  [DEPLOYMENTS, defaultDeployment],
  [REPLICA_SETS, defaultReplicaSet],
  [STATEFUL_SETS, defaultStatefulSet],
  [JOBS, defaultJob],
  [CRON_JOBS, defaultCronJob],
  [HORIZONTAL_POD_AUTOSCALERS, defaultAutoscaler],
  [NETWORK_POLICIES, defaultNetworkPolicy],
]);

/** Fills in, in place, what an object leaves open. Doing it twice changes nothing. */
export function defaultObject(
  type: ResourceType,
  object: KubernetesObject,
): void {
  DEFAULTERS.get(type)?.(asJson(object));
}

function defaultNamespace(namespace: JsonObject): void {
  const metadata = objectAt(namespace, 'metadata');
  ensureObject(metadata, 'labels')['kubernetes.io/metadata.name'] =
    metadata.name;
  setDefault(ensureObject(namespace, 'spec'), 'finalizers', ['kubernetes']);
  setDefault(ensureObject(namespace, 'status'), 'phase', 'Active');
}

function defaultPodObject(pod: JsonObject): void {
  const spec = ensureObject(pod, 'spec');
  defaultPodSpec(spec);
  defaultPod(spec);
  setDefault(ensureObject(pod, 'status'), 'phase', 'Pending');
}

function defaultService(service: JsonObject): void {
  const spec = ensureObject(service, 'spec');
  setDefault(spec, 'type', 'ClusterIP');
  setDefault(spec, 'sessionAffinity', 'None');
  for (const port of objectsAt(spec, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
    setDefault(port, 'targetPort', port.port);
  }
  if (spec.type !== 'ExternalName') {
    setDefault(spec, 'internalTrafficPolicy', 'Cluster');
    setDefault(spec, 'ipFamilies', ['IPv4']);
    setDefault(spec, 'ipFamilyPolicy', 'SingleStack');
  }
  if (spec.type === 'NodePort' || spec.type === 'LoadBalancer') {
    setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  }
  setDefault(service, 'status', { loadBalancer: {} });
}

function defaultSecret(secret: JsonObject): void {
  setDefault(secret, 'type', 'Opaque');
  const plain = objectAt(secret, 'stringData');
  for (const [name, value] of Object.entries(plain)) {
    ensureObject(secret, 'data')[name] = Buffer.from(String(value)).toString(
      'base64',
    );
  }
  delete secret.stringData;
}

function defaultClaim(claim: JsonObject): void {
  setDefault(ensureObject(claim, 'spec'), 'volumeMode', 'Filesystem');
  setDefault(ensureObject(claim, 'status'), 'phase', 'Pending');
}

function defaultDeployment(deployment: JsonObject): void {
  const spec = ensureObject(deployment, 'spec');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  const strategy = ensureObject(spec, 'strategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    const rollingUpdate = ensureObject(strategy, 'rollingUpdate');
    setDefault(rollingUpdate, 'maxSurge', '25%');
    setDefault(rollingUpdate, 'maxUnavailable', '25%');
  }
  defaultTemplate(spec);
}

function defaultReplicaSet(replicaSet: JsonObject): void {
  const spec = ensureObject(replicaSet, 'spec');
  setDefault(spec, 'replicas', 1);
  defaultTemplate(spec);
  setDefault(ensureObject(replicaSet, 'status'), 'replicas', 0);
}

function defaultStatefulSet(statefulSet: JsonObject): void {
  const spec = ensureObject(statefulSet, 'spec');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureObject(spec, 'updateStrategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    setDefault(ensureObject(strategy, 'rollingUpdate'), 'partition', 0);
  }
  const retention = ensureObject(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefault(retention, 'whenDeleted', 'Retain');
  setDefault(retention, 'whenScaled', 'Retain');
  for (const claim of objectsAt(spec, 'volumeClaimTemplates')) {
    setDefault(claim, 'apiVersion', 'v1');
    setDefault(claim, 'kind', 'PersistentVolumeClaim');
    defaultClaim(claim);
  }
  defaultTemplate(spec);
  setDefault(ensureObject(statefulSet, 'status'), 'replicas', 0);
}

function defaultJob(job: JsonObject): void {
  const spec = ensureObject(job, 'spec');
  setDefault(spec, 'completions', 1);
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', 6);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'suspend', false);
  defaultTemplate(spec);
}

function defaultCronJob(cronJob: JsonObject): void {
  const spec = ensureObject(cronJob, 'spec');
  setDefault(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
  defaultTemplate(ensureObject(ensureObject(spec, 'jobTemplate'), 'spec'));
}

function defaultAutoscaler(autoscaler: JsonObject): void {
  const spec = ensureObject(autoscaler, 'spec');
  setDefault(spec, 'minReplicas', 1);
  setDefault(spec, 'metrics', [
    {
      type: 'Resource',
      resource: {
        name: 'cpu',
        target: { type: 'Utilization', averageUtilization: 80 },
      },
    },
  ]);
}

function defaultNetworkPolicy(policy: JsonObject): void {
  const spec = ensureObject(policy, 'spec');
  setDefault(
    spec,
    'policyTypes',
    spec.egress ? ['Ingress', 'Egress'] : ['Ingress'],
  );
  for (const direction of ['ingress', 'egress']) {
    for (const rule of objectsAt(spec, direction)) {
      for (const port of objectsAt(rule, 'ports')) {
        setDefault(port, 'protocol', 'TCP');
      }
    }
  }
}

function defaultTemplate(workloadSpec: JsonObject): void {
  const template = ensureObject(workloadSpec, 'template');
  setDefault(template, 'metadata', {});
  defaultPodSpec(ensureObject(template, 'spec'));
}
