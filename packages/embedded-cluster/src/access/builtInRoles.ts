import { PolicyRule, Subject } from '../model/policies';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'delete', 'deletecollection', 'patch', 'update'];

const EVERYTHING_NAMESPACED: Pick<PolicyRule, 'apiGroups' | 'resources'> = {
  apiGroups: [
    '',
    'apps',
    'autoscaling',
    'batch',
    'discovery.k8s.io',
    'metrics.k8s.io',
    'networking.k8s.io',
    'policy',
  ],
  resources: [
    'configmaps',
    'cronjobs',
    'daemonsets',
    'deployments',
    'deployments/scale',
    'endpoints',
    'endpointslices',
    'events',
    'horizontalpodautoscalers',
    'ingresses',
    'jobs',
    'limitranges',
    'namespaces',
    'networkpolicies',
    'persistentvolumeclaims',
    'poddisruptionbudgets',
    'pods',
    'pods/log',
    'replicasets',
    'replicasets/scale',
    'resourcequotas',
    'serviceaccounts',
    'services',
    'statefulsets',
    'statefulsets/scale',
  ],
};
const EDIT: PolicyRule[] = [
  { ...EVERYTHING_NAMESPACED, verbs: [...READ, ...WRITE] },
  { apiGroups: [''], resources: ['secrets'], verbs: [...READ, ...WRITE] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
];

/** The roles that every cluster has from its first minute, and whom they are bound to. */
export const BUILT_IN_ROLES: readonly {
  readonly name: string;
  readonly rules: PolicyRule[];
  readonly boundTo?: Subject;
}[] = [
  {
    name: 'cluster-admin',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
    boundTo: { kind: 'Group', name: 'system:masters' },
  },
  {
    name: 'admin',
    rules: [
      ...EDIT,
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['roles', 'rolebindings'],
        verbs: [...READ, ...WRITE],
      },
    ],
  },
  { name: 'edit', rules: EDIT },
  { name: 'view', rules: [{ ...EVERYTHING_NAMESPACED, verbs: READ }] },
  {
    name: 'system:discovery',
    rules: [
      {
        nonResourceURLs: [
          '/api',
          '/api/*',
          '/apis',
          '/apis/*',
          '/healthz',
          '/livez',
          '/openapi',
          '/openapi/*',
          '/readyz',
          '/version',
          '/version/',
        ],
        verbs: ['get'],
      },
    ],
    boundTo: { kind: 'Group', name: 'system:authenticated' },
  },
  {
    name: 'system:basic-user',
    rules: [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
    ],
    boundTo: { kind: 'Group', name: 'system:authenticated' },
  },
];
