import { isAbsolute, resolve } from 'node:path';
import {
  ClusterRegistry,
  KubernetesClusterAccess,
} from '@mandate/plugin-mandate-backend-module-kubernetes';

/** The cluster that is prepared, and ways to speak with it. */
export interface Place {
  readonly cluster: string;
  readonly kubeconfig: string;
  readonly context?: string;
  readonly access: KubernetesClusterAccess;
  readonly connection: Pick<
    ReturnType<ClusterRegistry['get']>['connection'],
    'call'
  >;
}

/** The cluster that a kubeconfig leads to. Nothing is asked of it yet. */
export function placeAt(options: {
  readonly kubeconfig: string;
  readonly context?: string;
}): Place {
  const { context } = options;
  const kubeconfig = isAbsolute(options.kubeconfig)
    ? options.kubeconfig
    : resolve(options.kubeconfig);
  const cluster = context ?? 'cluster';
  const registry = new ClusterRegistry([
    {
      name: cluster,
      source: {
        type: 'kubeconfig',
        path: kubeconfig,
        ...(context ? { context } : {}),
      },
    },
  ]);
  return {
    cluster,
    kubeconfig,
    ...(context ? { context } : {}),
    access: new KubernetesClusterAccess(registry),
    connection: registry.get(cluster).connection,
  };
}
