import { ResourceRegistry } from '../resources/ResourceRegistry';
import { ResourceType, Subresource } from '../resources/ResourceType';

/** One kind as discovery tells it. */
export interface ServedResource {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly verbs: readonly string[];
  readonly subresources: readonly ServedSubresource[];
}

/** A path below an object, the kind that is read and written there, and what can be done with it. */
export interface ServedSubresource {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly verbs: readonly string[];
}

const STORED_VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

const SUBRESOURCES: Record<
  Subresource,
  Partial<ServedSubresource> & Pick<ServedSubresource, 'verbs'>
> = {
  status: { verbs: ['get', 'patch', 'update'] },
  scale: {
    kind: 'Scale',
    group: 'autoscaling',
    version: 'v1',
    verbs: ['get', 'patch', 'update'],
  },
  log: { verbs: ['get'] },
  proxy: { kind: 'PodProxyOptions', verbs: ['get'] },
  eviction: {
    kind: 'Eviction',
    group: 'policy',
    version: 'v1',
    verbs: ['create'],
  },
  token: {
    kind: 'TokenRequest',
    group: 'authentication.k8s.io',
    version: 'v1',
    verbs: ['create'],
  },
};

/** Kinds that answer questions and are never stored. */
const UNSTORED: readonly ServedResource[] = [
  review('SelfSubjectAccessReview'),
  review('SelfSubjectRulesReview'),
  review('SubjectAccessReview'),
  metrics('NodeMetrics', 'nodes', false),
  metrics('PodMetrics', 'pods', true),
];

/** Every kind that is served now, stored or not. */
export function servedResources(
  resources: ResourceRegistry,
): readonly ServedResource[] {
  return [...resources.list().map(stored), ...UNSTORED];
}

function stored(type: ResourceType): ServedResource {
  return {
    ...type,
    verbs: STORED_VERBS,
    subresources: type.subresources.map(name => ({
      name,
      group: type.group,
      version: type.version,
      kind: type.kind,
      ...SUBRESOURCES[name],
    })),
  };
}

function review(kind: string): ServedResource {
  return {
    group: 'authorization.k8s.io',
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    singular: kind.toLowerCase(),
    namespaced: false,
    shortNames: [],
    categories: [],
    verbs: ['create'],
    subresources: [],
  };
}

function metrics(
  kind: string,
  plural: string,
  namespaced: boolean,
): ServedResource {
  return {
    group: 'metrics.k8s.io',
    version: 'v1beta1',
    kind,
    plural,
    singular: '',
    namespaced,
    shortNames: [],
    categories: [],
    verbs: ['get', 'list'],
    subresources: [],
  };
}
