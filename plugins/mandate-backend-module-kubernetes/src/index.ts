/**
 * Clusters by kubeconfig, the cluster port, and the change kinds deploy, restart, scale and rollback.
 *
 * @packageDocumentation
 */
export { mandateModuleKubernetes as default } from './module';
export { ClusterRegistry } from './cluster/ClusterRegistry';
export { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
export type { ClusterSource, ConfiguredCluster } from './cluster/clusterSource';
export {
  planObject,
  type ApplyPlace,
  type PlanObjectOutcome,
} from './planning/planObject';
export { applyStep, type ApplyStepOptions } from './effects/applyStep';
export { observeTargetVersion } from './planning/observeTargetVersion';
export { partOfVersion } from './domain/targetVersion';
export { objectStatus } from './domain/objectStatus';
export type { ObjectStatus } from './domain/statusParts';
export { missingAccesses } from './clusters/missingAccesses';
export { type Access, accessOfRequest } from './permissions/accessOfRequest';
export {
  accessWords,
  NEEDED_ROLES,
  SHIPPED_ROLES,
  type NeededRole,
  type ShippedRole,
} from './permissions/neededAccesses';
