/**
 * The order in which objects are applied: what others live in, then who may do what, then what pods read, what keeps
 * them, what runs them, and last what sends them traffic. Whatever is not listed comes after config and storage, and
 * before workloads: most of it are custom resources that workloads need.
 */
const ORDER = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'ServiceAccount',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'ConfigMap',
  'Secret',
  'PersistentVolume',
  'PersistentVolumeClaim',
  // Before pods: they find the services of their namespace in their environment when they start.
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  '*',
  'DaemonSet',
  'StatefulSet',
  'Deployment',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'Ingress',
  'HTTPRoute',
  'GRPCRoute',
] as const;

/** Kinds that a deploy may write. Secrets are not among them, nor what gives rights or reaches beyond the namespace. */
export const APPLIED_KINDS = [
  'v1 ServiceAccount',
  'v1 ConfigMap',
  'v1 PersistentVolumeClaim',
  'v1 Service',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'apps/v1 DaemonSet',
  'apps/v1 StatefulSet',
  'apps/v1 Deployment',
  'batch/v1 Job',
  'batch/v1 CronJob',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'networking.k8s.io/v1 Ingress',
  'gateway.networking.k8s.io/v1 HTTPRoute',
  'gateway.networking.k8s.io/v1 GRPCRoute',
] as const;

/** Kinds that only an approved template may bring: they bound what a namespace may use, so nobody writes them by hand. */
export const BOUNDING_KINDS = ['v1 ResourceQuota', 'v1 LimitRange'] as const;

/** Kinds that only an approved template may bring, and that a person decides about each time: they give rights. */
export const RIGHTS_KINDS = [
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
] as const;

/** All kinds that can be part of a target. */
export const MEMBER_KINDS: readonly string[] = [
  ...APPLIED_KINDS,
  ...BOUNDING_KINDS,
  ...RIGHTS_KINDS,
];

interface TypeOfObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Where a kind stands in the order; lower is earlier. Removing goes the other way round. */
export function applyRank({ kind }: Pick<TypeOfObject, 'kind'>): number {
  const rank = ORDER.findIndex(ordered => ordered === kind);
  return rank < 0 ? ORDER.indexOf('*') : rank;
}

/** Whether a deploy may write objects of the kind. */
export function mayBeApplied(
  object: TypeOfObject,
  { inApprovedTemplate }: { readonly inApprovedTemplate: boolean },
): boolean {
  const kinds: readonly string[] = inApprovedTemplate
    ? MEMBER_KINDS
    : APPLIED_KINDS;
  return kinds.includes(typeName(object));
}

/** Whether an object gives rights. */
export function givesRights(object: TypeOfObject): boolean {
  return RIGHTS_KINDS.some(kind => kind === typeName(object));
}

function typeName({ apiVersion, kind }: TypeOfObject): string {
  return `${apiVersion} ${kind}`;
}
