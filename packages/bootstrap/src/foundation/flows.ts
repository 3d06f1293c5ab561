import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { type FunctionNamespace, MONITORING_NAMESPACE } from './namespaces';
import {
  type BootstrapSettings,
  FUNCTIONS,
  type NetworkFunction,
} from './settings';

/** Whom the pods of a function may call in other namespaces of their environment. All else is denied. */
const CALLS: Readonly<Record<NetworkFunction, readonly NetworkFunction[]>> = {
  edge: ['application'],
  application: ['data', 'integration'],
  data: [],
  integration: ['application'],
  utility: ['edge', 'application', 'data', 'integration'],
};

/**
 * What flows between a namespace and the others of its environment. The network segmentation beside it denies everything
 * that no policy lists, and lists what flows inside of the namespace.
 */
export function flowPolicy(
  namespace: FunctionNamespace,
  settings: Pick<BootstrapSettings, 'gatewayNamespace' | 'monitoring'>,
): ClusterObject {
  const { environment, function: own } = namespace;
  const peer = (other: NetworkFunction) => ({
    namespaceSelector: {
      matchLabels: {
        'mandate.dev/environment': environment,
        'mandate.dev/function': other,
      },
    },
  });
  const callers = FUNCTIONS.filter(other => CALLS[other].includes(own));
  const ingress = [
    ...callers.map(peer),
    ...(own === 'edge' ? [named(settings.gatewayNamespace)] : []),
    ...(settings.monitoring ? [prometheus()] : []),
  ];
  const egress = CALLS[own].map(peer);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: 'foundation-flows',
      namespace: namespace.name,
      labels: { 'app.kubernetes.io/managed-by': 'mandate' },
    },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      // An empty peer list would mean everybody, so a direction without peers has no rule at all.
      ...(ingress.length > 0 ? { ingress: [{ from: ingress }] } : {}),
      ...(egress.length > 0 ? { egress: [{ to: egress }] } : {}),
    },
  };
}

function named(namespace: string) {
  return {
    namespaceSelector: {
      matchLabels: { 'kubernetes.io/metadata.name': namespace },
    },
  };
}

function prometheus() {
  return {
    ...named(MONITORING_NAMESPACE),
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } },
  };
}
