import type { Material } from './credentials/ClusterLogin';

/**
 * Where a cluster's address and credentials come from.
 *
 * @public
 */
export type ClusterSource =
  | {
      readonly type: 'kubeconfig';
      /** Absolute path; the file is read again when it changes. */
      readonly path: string;
      /** The file's current context when absent. */
      readonly context?: string;
    }
  /** The service account of the pod that the portal runs in. */
  | { readonly type: 'in-cluster' }
  | {
      readonly type: 'server';
      readonly server: URL;
      /** PEM of the certificate authority; the system's when absent. */
      readonly authority?: Material;
      readonly skipTlsVerify: boolean;
      /** A service account's token; a file is read again when it changes. */
      readonly token?: Material;
    };

/**
 * A cluster as configured.
 *
 * @public
 */
export interface ConfiguredCluster {
  readonly name: string;
  readonly source: ClusterSource;
  /** Path on its API server below which a Prometheus answers; absent when there is none to ask. */
  readonly prometheusPath?: string;
}
