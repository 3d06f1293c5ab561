import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { observerAccount } from './accounts';
import { flowPolicy } from './flows';
import {
  functionNamespaces,
  MONITORING_NAMESPACE,
  namespaceObjects,
} from './namespaces';
import { policyObjects } from './policies';
import type { BootstrapSettings } from './settings';

/** Secret with the password of Grafana's administrator, in the namespace of the monitoring. */
export const GRAFANA_CREDENTIALS = 'grafana-admin';

/** Renders an instance of a template of the library. Throws when it cannot. */
export type RenderTemplate = (instance: {
  readonly template: string;
  readonly name: string;
  readonly namespace: string;
  readonly values: Readonly<Record<string, string>>;
}) => readonly ClusterObject[];

/** One part of the foundation; the order of the parts is that in which they are applied. */
export interface FoundationPart {
  readonly title: string;
  readonly objects: readonly ClusterObject[];
}

/** Everything that a bare cluster gets, in order. Pure: the same settings give the same objects. */
export function foundation(options: {
  readonly settings: BootstrapSettings;
  /** What the Kubernetes module ships in `rbac/`. */
  readonly roles: readonly ClusterObject[];
  readonly render: RenderTemplate;
}): readonly FoundationPart[] {
  const { settings, roles, render } = options;
  const namespaces = functionNamespaces(settings);
  const parts: readonly FoundationPart[] = [
    { title: 'Namespaces', objects: namespaceObjects(settings) },
    {
      title: 'Accounts and rights',
      objects: [
        // The namespace is in the first part, with its labels.
        ...roles.filter(({ kind }) => kind !== 'Namespace'),
        ...observerAccount(),
      ],
    },
    {
      title: 'Policies',
      objects: settings.policies ? policyObjects() : [],
    },
    {
      title: 'Networks',
      objects: namespaces.flatMap(namespace => [
        ...render({
          template: 'network-segmentation',
          name: 'foundation',
          namespace: namespace.name,
          values: {
            gatewayNamespace: settings.gatewayNamespace,
            monitoringNamespace: MONITORING_NAMESPACE,
          },
        }),
        flowPolicy(namespace, settings),
      ]),
    },
    {
      title: 'Quotas and limits',
      objects: namespaces.flatMap(({ name }) =>
        render({
          template: 'resource-configuration',
          name: 'foundation',
          namespace: name,
          values: {},
        }),
      ),
    },
    {
      title: 'Monitoring',
      objects: settings.monitoring ? monitoring(settings, render) : [],
    },
  ];
  return parts.filter(({ objects }) => objects.length > 0);
}

function monitoring(
  { gatewayNamespace }: BootstrapSettings,
  render: RenderTemplate,
): readonly ClusterObject[] {
  const namespace = MONITORING_NAMESPACE;
  return [
    ...render({
      template: 'prometheus',
      name: 'prometheus',
      namespace,
      values: {},
    }),
    ...render({
      template: 'grafana',
      name: 'grafana',
      namespace,
      values: { credentials: GRAFANA_CREDENTIALS, gatewayNamespace },
    }),
  ];
}
