import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { BootstrapSettings, NetworkFunction } from './settings';

/** Namespace of Prometheus and Grafana. */
export const MONITORING_NAMESPACE = 'monitoring';
/** Namespace of the accounts. */
export const SYSTEM_NAMESPACE = 'mandate-system';
/** Namespaces with this label get the policies of that level. */
export const POD_SECURITY_LABEL = 'mandate.dev/pod-security';
const MANAGED = { 'app.kubernetes.io/managed-by': 'mandate' };

/** A namespace for the containers of one function in one environment. */
export interface FunctionNamespace {
  readonly name: string;
  readonly environment: string;
  readonly function: NetworkFunction;
}

/** One namespace for each function in each environment, as the portal names them: `{system}-{environment}`. */
export function functionNamespaces({
  environments,
  functions,
}: Pick<
  BootstrapSettings,
  'environments' | 'functions'
>): readonly FunctionNamespace[] {
  return environments.flatMap(environment =>
    functions.map(own => ({
      name: `${own}-${environment}`,
      environment,
      function: own,
    })),
  );
}

/** All namespaces as objects. Kubernetes itself enforces the restricted level of the Pod Security Standards in them. */
export function namespaceObjects(
  settings: BootstrapSettings,
): readonly ClusterObject[] {
  return [
    namespaceObject(SYSTEM_NAMESPACE, {}),
    ...(settings.monitoring ? [namespaceObject(MONITORING_NAMESPACE, {})] : []),
    ...functionNamespaces(settings).map(({ name, environment, ...rest }) =>
      namespaceObject(name, {
        'mandate.dev/environment': environment,
        'mandate.dev/function': rest.function,
      }),
    ),
  ];
}

function namespaceObject(
  name: string,
  labels: Readonly<Record<string, string>>,
): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...MANAGED,
        ...labels,
        [POD_SECURITY_LABEL]: 'restricted',
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
      },
    },
  };
}
