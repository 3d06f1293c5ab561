export interface Config {
  mandate?: {
    /** Clusters that targets live in, by the names that environments use. */
    clusters?: Array<{
      name: string;
      /** Path of a kubeconfig, relative to the working directory. The file is read again when it changes. */
      kubeconfig?: string;
      /** Context in the kubeconfig; its current one by default. */
      context?: string;
      /** Use the service account of the pod that the portal runs in, instead of a kubeconfig. */
      inCluster?: boolean;
      /**
       * Where on its API server a Prometheus answers, such as
       * `/api/v1/namespaces/monitoring/services/prometheus:http/proxy`. With it, a deploy that asks to be scraped is
       * verified to be, and how a release behaves in its first minutes is kept. The embedded cluster: `/mandate/prometheus`.
       */
      prometheusPath?: string;
    }>;
    /** Templates that changes may be rendered from. */
    templates?: {
      /**
       * Folders that hold one folder a template: a `template.yaml`, a Helm chart with its `Chart.yaml`, or a Kustomize base
       * with its `kustomization.yaml`. Relative to the working directory.
       */
      directories?: string[];
      /** YAML file with the digests that people approved: `approved: [{ name, digest, approvedBy, at }]`. */
      approvals?: string;
      /** The programs that render charts and bases: names that are looked for in the path, or absolute paths. */
      programs?: {
        /** Default: `helm`. */
        helm?: string;
        /** Default: `kubectl`. */
        kubectl?: string;
      };
    };
    development?: {
      /**
       * Whether people with the permission `mandate.cluster.break` may break embedded clusters on purpose. Works where
       * NODE_ENV is `development` only. False by default.
       */
      breakClusters?: boolean;
    };
    kubernetes?: {
      /** How long all checks must hold after a change, in seconds. Default: 10. */
      soakSeconds?: number;
      /** After how long a change counts as failed, in seconds. Default: 120. */
      deadlineSeconds?: number;
      /** How many objects that are no longer part of it one change may remove. Default: 10. */
      mostPruned?: number;
      /**
       * For a portal of several replicas: each cluster is kept in memory by one of them only. Needs rbac/replicas.yaml in
       * each cluster. False by default.
       */
      shareClusters?: boolean;
      /** How often to look for changes that did not go through Mandate, in seconds. Default: 60. */
      driftIntervalSeconds?: number;
      /**
       * Whether each such change leads to a proposal to put it back; the mandate decides whether that runs alone. False
       * by default: people propose it on the entity's page.
       */
      reapplyDrift?: boolean;
    };
  };
  /** Backstage's own description of clusters; those that log in by a service account are used, too. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      /** `config`, `catalog` or `localKubectlProxy`; others are told in the log and left out. */
      type: string;
      clusters?: Array<{
        name: string;
        url: string;
        authProvider?: string;
        /**
         * Without it, the token of the pod that the portal runs in.
         * @visibility secret
         */
        serviceAccountToken?: string;
        /** PEM as base64. */
        caData?: string;
        caFile?: string;
        skipTLSVerify?: boolean;
      }>;
    }>;
  };
}
