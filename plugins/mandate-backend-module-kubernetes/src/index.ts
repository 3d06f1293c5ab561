/**
 * Clusters by kubeconfig, the cluster port, and the change kinds deploy, restart, scale and rollback.
 *
 * @packageDocumentation
 */
export { mandateModuleKubernetes as default } from './module';
export { ClusterRegistry } from './cluster/ClusterRegistry';
export { KubernetesClusterAccess } from './cluster/KubernetesClusterAccess';
export type { ClusterSource, ConfiguredCluster } from './cluster/clusterSource';
