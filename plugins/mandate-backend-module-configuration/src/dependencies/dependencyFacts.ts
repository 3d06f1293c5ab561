import type {
  DependencyFacts,
  DependencyKind,
  DependencyState,
} from '@mandate/configuration';
import type { TargetFacts } from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  listAt,
  type MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';

/** Something that a configuration names. */
export interface NamedDependency {
  readonly kind: DependencyKind;
  readonly name: string;
}

/** What facts are found out with. */
export type DependencySources = Pick<
  MandateObservationExtensionPoint,
  'clusters' | 'targets'
>;

/** Finds out the state of what a target's configuration names. What cannot be found out is unknown, never well. */
export async function findDependencyFacts(
  named: readonly NamedDependency[],
  target: TargetFacts,
  sources: DependencySources,
): Promise<DependencyFacts> {
  const found = await Promise.all(
    named.map(async dependency => {
      const state = await stateOf(dependency, target, sources).catch(
        (): DependencyState => 'unknown',
      );
      return [keyOf(dependency.kind, dependency.name), state] as const;
    }),
  );
  const states = new Map(found);
  return (kind, name) => states.get(keyOf(kind, name)) ?? 'unknown';
}

function keyOf(kind: DependencyKind, name: string): string {
  return `${kind} ${name}`;
}

async function stateOf(
  { kind, name }: NamedDependency,
  target: TargetFacts,
  { clusters, targets }: DependencySources,
): Promise<DependencyState> {
  switch (kind) {
    case 'secret': {
      const [secret] = name.split('/');
      const live = await clusters.read(target.cluster, {
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: target.namespace,
        name: secret,
      });
      return live ? 'healthy' : 'missing';
    }
    case 'service':
      return serviceState(name, target, { clusters, targets });
    case 'port':
      return portState(target.workload.name, name, target, clusters);
    default: {
      const [service, port] = name.split(':');
      return portState(service, port, target, clusters);
    }
  }
}

/** A component of the catalog in the same environment, whose workload has pods that are available. */
async function serviceState(
  name: string,
  target: TargetFacts,
  { clusters, targets }: DependencySources,
): Promise<DependencyState> {
  const entityRef = name.includes(':') ? name : `component:default/${name}`;
  const { environment } = target;
  const service = await targets
    .resolve({ entityRef, environment })
    .catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotFoundError') {
        return undefined;
      }
      throw error;
    });
  if (!service) {
    return 'missing';
  }
  const live = await clusters.read(service.cluster, {
    apiVersion: 'apps/v1',
    kind: service.workload.kind,
    namespace: service.namespace,
    name: service.workload.name,
  });
  if (!live) {
    return 'missing';
  }
  const status: unknown = live.status;
  const available =
    typeof status === 'object' && status !== null && 'readyReplicas' in status
      ? Number(status.readyReplicas)
      : 0;
  return available > 0 ? 'healthy' : 'unhealthy';
}

async function portState(
  service: string,
  port: string | undefined,
  target: TargetFacts,
  clusters: ClusterAccess,
): Promise<DependencyState> {
  const live = await clusters.read(target.cluster, {
    apiVersion: 'v1',
    kind: 'Service',
    namespace: target.namespace,
    name: service,
  });
  const ports = listAt(live, 'spec', 'ports');
  return ports.some(one => String(one.port) === port || one.name === port)
    ? 'healthy'
    : 'missing';
}
