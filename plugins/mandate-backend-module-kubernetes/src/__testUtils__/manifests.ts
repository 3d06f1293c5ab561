import type { ClusterObject } from '@mandate/plugin-mandate-common';

/** A Deployment `checkout` of one container. */
export function deployment(options: {
  readonly image?: string;
  readonly replicas?: number;
  readonly cpu?: string;
  readonly podAnnotations?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}): ClusterObject {
  const {
    image = 'mandate.test/workload:v1',
    replicas = 2,
    cpu = '100m',
    podAnnotations,
    env = {},
  } = options;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'checkout' },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'checkout' } },
      template: {
        metadata: {
          labels: { app: 'checkout' },
          ...(podAnnotations ? { annotations: podAnnotations } : {}),
        },
        spec: {
          containers: [
            {
              name: 'checkout',
              image,
              resources: { requests: { cpu, memory: '64Mi' } },
              ...(Object.keys(env).length > 0
                ? {
                    env: Object.entries(env).map(([name, value]) => ({
                      name,
                      value,
                    })),
                  }
                : {}),
            },
          ],
        },
      },
    },
  };
}

/** A ConfigMap `checkout`. */
export function configMap(
  data: Readonly<Record<string, string>>,
): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'checkout' },
    data,
  };
}

/** A Service `checkout`. */
export function service(): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'checkout' },
    spec: {
      selector: { app: 'checkout' },
      ports: [{ name: 'http', port: 80, targetPort: 8080 }],
    },
  };
}
