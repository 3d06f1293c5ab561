import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { PackageFormat } from '@mandate/templates';
import type {
  ClusterSource,
  ConfiguredCluster,
} from '../cluster/clusterSource';
import { readLocatedClusters } from './readLocatedClusters';

/** Where `rbac/replicas.yaml` allows the lease. */
const LEASE_NAMESPACE = 'mandate-system';

/** How long a change must hold, and after how long it counts as failed, in seconds. */
export interface VerificationTimes {
  readonly soakSeconds: number;
  readonly deadlineSeconds: number;
}

/** The module's part of the configuration. */
export interface KubernetesConfiguration {
  readonly clusters: readonly ConfiguredCluster[];
  /** Whether more clusters are entities of the catalog. */
  readonly clustersInCatalog: boolean;
  /** Clusters that are configured and cannot be used, with why. */
  readonly unusableClusters: readonly string[];
  /** Namespace of the leases by which replicas share the clusters; absent when each reflects all. */
  readonly leaseNamespace: string | undefined;
  readonly templates: {
    /** Absolute paths of folders with one folder a template. */
    readonly directories: readonly string[];
    /** Absolute path of the list of approved digests. */
    readonly approvals?: string;
  };
  /** What renders Helm charts and Kustomize bases: names, or absolute paths. */
  readonly programs: Readonly<Record<PackageFormat, string>>;
  readonly verification: VerificationTimes;
  /** How many objects that are no longer part of it one change may remove. */
  readonly mostPruned: number;
  /** How often to look for changes that did not go through Mandate, in seconds. */
  readonly driftIntervalSeconds: number;
  /** Whether such a change leads to a proposal to put it back. */
  readonly proposesReapply: boolean;
  /** Whether people may break embedded clusters on purpose, where the portal runs for development. */
  readonly breaksClusters: boolean;
}

/** Reads `mandate.clusters`, `mandate.templates` and `mandate.kubernetes`. Throws `InputError` with what to mend. */
export function readConfiguration(config: Config): KubernetesConfiguration {
  const mandate = config.getOptionalConfig('mandate');
  const own = (mandate?.getOptionalConfigArray('clusters') ?? []).map(
    readCluster,
  );
  const names = own.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) {
    throw new InputError(
      `mandate.clusters has two clusters '${twice}'. Give each its own name.`,
    );
  }
  const located = readLocatedClusters(config);
  const clusters = [
    ...own,
    ...located.clusters.filter(({ name }) => !names.includes(name)),
  ];
  const templates = mandate?.getOptionalConfig('templates');
  const approvals = templates?.getOptionalString('approvals');
  const kubernetes = mandate?.getOptionalConfig('kubernetes');
  return {
    clusters,
    clustersInCatalog: located.inCatalog,
    unusableClusters: located.unusable,
    leaseNamespace: kubernetes?.getOptionalBoolean('shareClusters')
      ? LEASE_NAMESPACE
      : undefined,
    templates: {
      directories: (templates?.getOptionalStringArray('directories') ?? []).map(
        directory => resolve(directory),
      ),
      ...(approvals ? { approvals: resolve(approvals) } : {}),
    },
    programs: {
      helm: templates?.getOptionalString('programs.helm') ?? 'helm',
      kustomize: templates?.getOptionalString('programs.kubectl') ?? 'kubectl',
    },
    verification: {
      soakSeconds: readSeconds(kubernetes, 'soakSeconds', 10),
      deadlineSeconds: readSeconds(kubernetes, 'deadlineSeconds', 120),
    },
    mostPruned: readCount(kubernetes, 'mostPruned', 10),
    driftIntervalSeconds: readSeconds(kubernetes, 'driftIntervalSeconds', 60),
    proposesReapply: kubernetes?.getOptionalBoolean('reapplyDrift') ?? false,
    breaksClusters:
      mandate?.getOptionalBoolean('development.breakClusters') ?? false,
  };
}

function readCluster(config: Config, index: number): ConfiguredCluster {
  const at = `mandate.clusters[${index}]`;
  const name = config.getOptionalString('name');
  if (!name) {
    throw new InputError(`${at} has no name. Environments use it.`);
  }
  const prometheusPath = readPrometheusPath(config, at);
  return {
    name,
    source: readSource(config, `${at} ('${name}')`),
    ...(prometheusPath ? { prometheusPath } : {}),
  };
}

/** A path and no address: what is asked stays behind the cluster's API server, with its credentials. */
function readPrometheusPath(config: Config, at: string): string | undefined {
  const path = config.getOptionalString('prometheusPath');
  if (
    path !== undefined &&
    (!/^(\/[A-Za-z0-9._:-]+)+$/.test(path) || /\/\.{1,2}(\/|$)/.test(path))
  ) {
    throw new InputError(
      `${at}.prometheusPath is '${path}'. Give a path on the API server, such as /api/v1/namespaces/monitoring/services/prometheus:http/proxy.`,
    );
  }
  return path;
}

function readSource(config: Config, at: string): ClusterSource {
  const path = config.getOptionalString('kubeconfig');
  const inCluster = config.getOptionalBoolean('inCluster') ?? false;
  if (inCluster === (path !== undefined)) {
    throw new InputError(`${at} needs either kubeconfig or inCluster: true.`);
  }
  const context = config.getOptionalString('context');
  return path === undefined
    ? { type: 'in-cluster' }
    : {
        type: 'kubeconfig',
        path: resolve(path),
        ...(context ? { context } : {}),
      };
}

function readSeconds(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  const seconds = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isFinite(seconds) || seconds <= 0 || seconds > 86_400) {
    throw new InputError(
      `mandate.kubernetes.${key} is ${seconds}. Give seconds between 1 and 86400.`,
    );
  }
  return seconds;
}

function readCount(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  const count = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(count) || count < 0 || count > 200) {
    throw new InputError(
      `mandate.kubernetes.${key} is ${count}. Give a whole number between 0 and 200.`,
    );
  }
  return count;
}
