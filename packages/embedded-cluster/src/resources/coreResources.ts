import {
  ClusterEvent,
  ClusterNode,
  Endpoints,
  Namespace,
  PersistentVolumeClaim,
  Service,
} from '../model/cluster';
import { LimitRange, ResourceQuota } from '../model/policies';
import { Pod } from '../model/workloads';
import { row } from './row';

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
  subresources: ['status', 'log', 'eviction', 'proxy'],
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
  { shortNames: ['sa'], subresources: ['token'], schemaPrefix: CORE },
);
export const PERSISTENT_VOLUME_CLAIMS = row<PersistentVolumeClaim>(
  '',
  'v1',
  'PersistentVolumeClaim',
  'persistentvolumeclaims',
  { shortNames: ['pvc'], subresources: ['status'], schemaPrefix: CORE },
);
export const RESOURCE_QUOTAS = row<ResourceQuota>(
  '',
  'v1',
  'ResourceQuota',
  'resourcequotas',
  { shortNames: ['quota'], subresources: ['status'], schemaPrefix: CORE },
);
export const LIMIT_RANGES = row<LimitRange>(
  '',
  'v1',
  'LimitRange',
  'limitranges',
  {
    shortNames: ['limits'],
    schemaPrefix: CORE,
  },
);
