import {
  ClusterEvent,
  ClusterNode,
  Endpoints,
  EndpointSlice,
  Namespace,
  Service,
} from '../model/cluster';
import { KubernetesObject } from '../model/KubernetesObject';
import { Deployment, Pod, ReplicaSet, StatefulSet } from '../model/workloads';
import { ResourceType } from './ResourceType';

const CORE = 'io.k8s.api.core.v1';

export const NAMESPACES = row<Namespace>('', 'v1', 'Namespace', 'namespaces', {
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status'],
  nameRule: 'label',
  schemaPrefix: CORE,
});
export const NODES = row<ClusterNode>('', 'v1', 'Node', 'nodes', {
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
  schemaPrefix: CORE,
});
export const PODS = row<Pod>('', 'v1', 'Pod', 'pods', {
  shortNames: ['po'],
  categories: ['all'],
  subresources: ['status', 'log', 'eviction'],
  hasGeneration: true,
  schemaPrefix: CORE,
});
export const SERVICES = row<Service>('', 'v1', 'Service', 'services', {
  shortNames: ['svc'],
  categories: ['all'],
  subresources: ['status'],
  nameRule: 'label',
  schemaPrefix: CORE,
});
export const ENDPOINTS = row<Endpoints>('', 'v1', 'Endpoints', 'endpoints', {
  shortNames: ['ep'],
  singular: 'endpoints',
  schemaPrefix: CORE,
});
export const CONFIG_MAPS = row('', 'v1', 'ConfigMap', 'configmaps', {
  shortNames: ['cm'],
  schemaPrefix: CORE,
});
export const SECRETS = row('', 'v1', 'Secret', 'secrets', {
  schemaPrefix: CORE,
});
export const EVENTS = row<ClusterEvent>('', 'v1', 'Event', 'events', {
  shortNames: ['ev'],
  schemaPrefix: CORE,
});
export const SERVICE_ACCOUNTS = row(
  '',
  'v1',
  'ServiceAccount',
  'serviceaccounts',
  { shortNames: ['sa'], schemaPrefix: CORE },
);
export const PERSISTENT_VOLUME_CLAIMS = row(
  '',
  'v1',
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
  { shortNames: ['pvc'], subresources: ['status'], schemaPrefix: CORE },
);
export const DEPLOYMENTS = row<Deployment>(
  'apps',
  'v1',
  'Deployment',
  'deployments',
  {
    shortNames: ['deploy'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const REPLICA_SETS = row<ReplicaSet>(
  'apps',
  'v1',
  'ReplicaSet',
  'replicasets',
  {
    shortNames: ['rs'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const STATEFUL_SETS = row<StatefulSet>(
  'apps',
  'v1',
  'StatefulSet',
  'statefulsets',
  {
    shortNames: ['sts'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const JOBS = row('batch', 'v1', 'Job', 'jobs', {
  categories: ['all'],
  subresources: ['status'],
  hasGeneration: true,
  schemaPrefix: 'io.k8s.api.batch.v1',
});
export const CRON_JOBS = row('batch', 'v1', 'CronJob', 'cronjobs', {
  shortNames: ['cj'],
  categories: ['all'],
  subresources: ['status'],
  hasGeneration: true,
  schemaPrefix: 'io.k8s.api.batch.v1',
});
export const HORIZONTAL_POD_AUTOSCALERS = row(
  'autoscaling',
  'v2',
  'HorizontalPodAutoscaler',
  'horizontalpodautoscalers',
  {
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: ['status'],
    schemaPrefix: 'io.k8s.api.autoscaling.v2',
  },
);
export const LEASES = row('coordination.k8s.io', 'v1', 'Lease', 'leases', {
  schemaPrefix: 'io.k8s.api.coordination.v1',
});
export const ENDPOINT_SLICES = row<EndpointSlice>(
  'discovery.k8s.io',
  'v1',
  'EndpointSlice',
  'endpointslices',
  { hasGeneration: true, schemaPrefix: 'io.k8s.api.discovery.v1' },
);
export const NETWORK_POLICIES = row(
  'networking.k8s.io',
  'v1',
  'NetworkPolicy',
  'networkpolicies',
  {
    shortNames: ['netpol'],
    singular: 'networkpolicy',
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.networking.v1',
  },
);
export const POD_DISRUPTION_BUDGETS = row(
  'policy',
  'v1',
  'PodDisruptionBudget',
  'poddisruptionbudgets',
  {
    shortNames: ['pdb'],
    subresources: ['status'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.policy.v1',
  },
);

/** Every kind that can be stored, in the order discovery lists them. To serve another kind, add a row and its schema. */
export const RESOURCE_TABLE: readonly ResourceType[] = [
  CONFIG_MAPS,
  ENDPOINTS,
  EVENTS,
  NAMESPACES,
  NODES,
  PERSISTENT_VOLUME_CLAIMS,
  PODS,
  SECRETS,
  SERVICE_ACCOUNTS,
  SERVICES,
  DEPLOYMENTS,
  REPLICA_SETS,
  STATEFUL_SETS,
  HORIZONTAL_POD_AUTOSCALERS,
  CRON_JOBS,
  JOBS,
  LEASES,
  ENDPOINT_SLICES,
  NETWORK_POLICIES,
  POD_DISRUPTION_BUDGETS,
];

/** The row of a kind, or undefined when the kind is not served. */
export function findResourceByKind(
  apiVersion: string,
  kind: string,
): ResourceType | undefined {
  return RESOURCE_TABLE.find(
    type =>
      type.kind === kind &&
      (type.group ? `${type.group}/${type.version}` : type.version) ===
        apiVersion,
  );
}

interface RowOptions {
  readonly schemaPrefix: string;
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly namespaced?: boolean;
  readonly subresources?: ResourceType['subresources'];
  readonly hasGeneration?: boolean;
  readonly nameRule?: ResourceType['nameRule'];
}

function row<T extends KubernetesObject = KubernetesObject>(
  group: string,
  version: string,
  kind: string,
  plural: string,
  options: RowOptions,
): ResourceType<T> {
  return {
    group,
    version,
    kind,
    plural,
    singular: options.singular ?? kind.toLowerCase(),
    shortNames: options.shortNames ?? [],
    categories: options.categories ?? [],
    namespaced: options.namespaced ?? true,
    subresources: options.subresources ?? [],
    hasGeneration: options.hasGeneration ?? false,
    nameRule: options.nameRule ?? 'subdomain',
    schemaId: `${options.schemaPrefix}.${kind}`,
  };
}
