import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { RootLifecycleService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  ClusterAccess,
  MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import type { Router } from 'express';
import type { ClusterRegistry } from './cluster/ClusterRegistry';
import { ClusterHealth } from './clusters/ClusterHealth';
import type { BreakableClusters } from './development/BreakableClusters';
import { ChangeSignals } from './live/ChangeSignals';
import { LiveReading } from './live/LiveReading';
import { LiveService } from './live/LiveService';
import { systemClock } from './reflector/Clock';
import { ClusterReflectors } from './reflector/ClusterReflectors';
import { LeaseShards } from './reflector/shards/LeaseShards';
import { ClusterLeaseStore } from './reflector/shards/LeaseStore';
import {
  everyCluster,
  type ReflectorShards,
} from './reflector/shards/ReflectorShards';
import { clusterRouter } from './router/clusterRouter';

/** Puts together what shows clusters and what runs in them. Nothing is reflected before somebody asks. */
export function observing(options: {
  readonly registry: ClusterRegistry;
  readonly access: ClusterAccess;
  readonly observation: MandateObservationExtensionPoint;
  readonly signals: SignalsService;
  readonly lifecycle: RootLifecycleService;
  readonly breakable: BreakableClusters;
  /** Namespace of the leases when several replicas share the clusters. */
  readonly leaseNamespace: string | undefined;
}): Router {
  const { registry, access, observation, signals, lifecycle, breakable } =
    options;
  const changes = new ChangeSignals(signals);
  const reflectors = new ClusterReflectors({
    registry,
    shards: shardsOf(options),
    onChange: (cluster, namespaces) => changes.add(cluster, namespaces),
  });
  lifecycle.addShutdownHook(() => reflectors.stop());
  return clusterRouter({
    observation,
    health: new ClusterHealth({
      registry,
      reflectors: cluster => reflectors.views(cluster),
      isBreakable: cluster => breakable.includes(cluster),
      now: () => new Date(),
    }),
    live: new LiveService({
      registry,
      clusters: access,
      get targets() {
        // Before the plugin has started there are none.
        return observation.targets;
      },
      reading: new LiveReading({ registry, reflectors }),
    }),
  });
}

function shardsOf(options: {
  readonly registry: ClusterRegistry;
  readonly lifecycle: RootLifecycleService;
  readonly leaseNamespace: string | undefined;
}): ReflectorShards {
  const { registry, lifecycle, leaseNamespace } = options;
  if (leaseNamespace === undefined) {
    return everyCluster;
  }
  const shards = new LeaseShards({
    self: `${hostname()}-${randomUUID()}`,
    store: new ClusterLeaseStore(registry, leaseNamespace),
    clusters: () => registry.names(),
    clock: systemClock,
  });
  lifecycle.addStartupHook(() => shards.start());
  lifecycle.addShutdownHook(() => shards.stop());
  return shards;
}
