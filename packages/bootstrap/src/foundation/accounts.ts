import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ShippedRole } from '@mandate/plugin-mandate-backend-module-kubernetes';
import { SYSTEM_NAMESPACE } from './namespaces';

/** An account that gets a kubeconfig. */
export interface Account {
  /** Names the file: `observer.kubeconfig`. */
  readonly name: 'observer' | 'executor';
  readonly serviceAccount: string;
  /** What it must be allowed, no more. */
  readonly roles: readonly ShippedRole[];
}

/** The portal runs as the executor; the observer is for tools that only look. */
export const ACCOUNTS: readonly Account[] = [
  {
    name: 'observer',
    serviceAccount: 'mandate-observer',
    roles: ['observer'],
  },
  {
    name: 'executor',
    serviceAccount: 'mandate',
    roles: ['observer', 'executor'],
  },
];

/** The account that only reads, beside the portal's, which the shipped manifests make. */
export function observerAccount(): readonly ClusterObject[] {
  const name = 'mandate-observer';
  return [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace: SYSTEM_NAMESPACE },
    },
    {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'mandate-observer-only' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'ClusterRole',
        name,
      },
      subjects: [{ kind: 'ServiceAccount', name, namespace: SYSTEM_NAMESPACE }],
    },
  ];
}
