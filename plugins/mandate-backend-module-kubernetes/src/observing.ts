import type { RootLifecycleService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type {
  ClusterAccess,
  MandateObservationExtensionPoint,
} from '@mandate/plugin-mandate-node';
import type { Router } from 'express';
import type { ClusterRegistry } from './cluster/ClusterRegistry';
import { ClusterHealth } from './clusters/ClusterHealth';
import { ChangeSignals } from './live/ChangeSignals';
import { LiveReading } from './live/LiveReading';
import { LiveService } from './live/LiveService';
import { ClusterReflectors } from './reflector/ClusterReflectors';
import { everyCluster } from './reflector/ReflectorShards';
import { clusterRouter } from './router/clusterRouter';

/** Puts together what shows clusters and what runs in them. Nothing is reflected before somebody asks. */
export function observing(options: {
  readonly registry: ClusterRegistry;
  readonly access: ClusterAccess;
  readonly observation: MandateObservationExtensionPoint;
  readonly signals: SignalsService;
  readonly lifecycle: RootLifecycleService;
}): Router {
  const { registry, access, observation, signals, lifecycle } = options;
  const changes = new ChangeSignals(signals);
  const reflectors = new ClusterReflectors({
    registry,
    shards: everyCluster,
    onChange: (cluster, namespaces) => changes.add(cluster, namespaces),
  });
  lifecycle.addShutdownHook(() => reflectors.stop());
  return clusterRouter({
    observation,
    health: new ClusterHealth({
      registry,
      reflectors: cluster => reflectors.views(cluster),
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
