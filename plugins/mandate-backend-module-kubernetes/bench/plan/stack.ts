import type { ClusterObject } from '@mandate/plugin-mandate-common';

/** So many objects: Deployments, each with a Service, a ConfigMap and a budget. */
export function stack(
  count: number,
  version: string,
): readonly ClusterObject[] {
  return Array.from({ length: Math.ceil(count / 4) }, (_, index) =>
    service(`stack-${index}`, version),
  )
    .flat()
    .slice(0, count);
}

function service(name: string, version: string): readonly ClusterObject[] {
  const labels = { app: name };
  const annotations = { version };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations },
          spec: {
            containers: [
              {
                name: 'main',
                image: `mandate.test/workload:${version}`,
                env: [{ name: 'VERSION', value: version }],
                ports: [{ containerPort: 8080 }],
                resources: { requests: { cpu: '10m', memory: '16Mi' } },
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, annotations },
      spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name },
      data: { version },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, annotations },
      spec: { minAvailable: 0, selector: { matchLabels: labels } },
    },
  ];
}
