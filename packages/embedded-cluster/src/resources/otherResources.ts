import { EndpointSlice, Lease } from '../model/cluster';
import { CustomResourceDefinition } from '../model/CustomResourceDefinition';
import { PriorityClass, Role, RoleBinding } from '../model/policies';
import { row } from './row';

const RBAC = 'io.k8s.api.rbac.v1';

export const LEASES = row<Lease>(
  'coordination.k8s.io',
  'v1',
  'Lease',
  'leases',
  {
    schemaPrefix: 'io.k8s.api.coordination.v1',
  },
);
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
export const INGRESSES = row(
  'networking.k8s.io',
  'v1',
  'Ingress',
  'ingresses',
  {
    shortNames: ['ing'],
    subresources: ['status'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.networking.v1',
  },
);
export const PRIORITY_CLASSES = row<PriorityClass>(
  'scheduling.k8s.io',
  'v1',
  'PriorityClass',
  'priorityclasses',
  {
    shortNames: ['pc'],
    namespaced: false,
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.scheduling.v1',
  },
);
export const ROLES = row<Role>(
  'rbac.authorization.k8s.io',
  'v1',
  'Role',
  'roles',
  { nameRule: 'path', schemaPrefix: RBAC },
);
export const ROLE_BINDINGS = row<RoleBinding>(
  'rbac.authorization.k8s.io',
  'v1',
  'RoleBinding',
  'rolebindings',
  { nameRule: 'path', schemaPrefix: RBAC },
);
export const CLUSTER_ROLES = row<Role>(
  'rbac.authorization.k8s.io',
  'v1',
  'ClusterRole',
  'clusterroles',
  { namespaced: false, nameRule: 'path', schemaPrefix: RBAC },
);
export const CLUSTER_ROLE_BINDINGS = row<RoleBinding>(
  'rbac.authorization.k8s.io',
  'v1',
  'ClusterRoleBinding',
  'clusterrolebindings',
  { namespaced: false, nameRule: 'path', schemaPrefix: RBAC },
);
export const CUSTOM_RESOURCE_DEFINITIONS = row<CustomResourceDefinition>(
  'apiextensions.k8s.io',
  'v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  {
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    namespaced: false,
    subresources: ['status'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1',
  },
);
export const ADMISSION_POLICIES = row(
  'admissionregistration.k8s.io',
  'v1',
  'ValidatingAdmissionPolicy',
  'validatingadmissionpolicies',
  {
    singular: 'validatingadmissionpolicy',
    categories: ['api-extensions'],
    namespaced: false,
    subresources: ['status'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.admissionregistration.v1',
  },
);
export const ADMISSION_POLICY_BINDINGS = row(
  'admissionregistration.k8s.io',
  'v1',
  'ValidatingAdmissionPolicyBinding',
  'validatingadmissionpolicybindings',
  {
    categories: ['api-extensions'],
    namespaced: false,
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.admissionregistration.v1',
  },
);
