const makers: readonly Maker[] = [
  workload,
  workload,
  workload,
  service,
  configMap,
  ingress,
];

/** Objects as they come to a cluster of several teams, the same ones each time: workloads first, then what belongs to them. */
export function exampleObjects(
  count: number,
): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_, index) => {
    const make = makers[index % makers.length];
    return make(index);
  });
}

type Maker = (index: number) => Readonly<Record<string, unknown>>;

export const namespaceNames = ['shop', 'prod', 'dev', 'default'] as const;

function metadata(name: string, index: number) {
  return {
    name: `${name}-${index}`,
    namespace: namespaceNames[index % 7 === 0 ? 3 : index % 3],
    labels: {
      'app.kubernetes.io/name': `${name}-${index}`,
      ...(index % 5 !== 0 && { 'app.kubernetes.io/part-of': 'shop' }),
      ...(index % 4 !== 0 && { team: `team-${index % 9}` }),
    },
    annotations: { 'example.com/owner': `team-${index % 9}@example.com` },
  };
}

function workload(index: number) {
  const labels = { app: `web-${index}`, team: 'a' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('web', index),
    spec: {
      replicas: index % 11,
      selector: { matchLabels: { app: labels.app } },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: '25%', maxSurge: 1 },
      },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: index % 3 === 0 ? 'default' : 'web',
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: index % 2 === 0 },
          containers: Array.from({ length: 1 + (index % 3) }, (_, place) =>
            container(index + place, place),
          ),
          ...(index % 2 === 0 && {
            initContainers: [container(index + 7, 9)],
          }),
          volumes: [
            { name: 'config', configMap: { name: 'web' } },
            ...(index % 13 === 0
              ? [{ name: 'host', hostPath: { path: '/var/run' } }]
              : []),
          ],
        },
      },
    },
  };
}

function container(index: number, place: number) {
  return {
    name: `part-${place}`,
    image: `registry.example.com/team/web:${
      index % 6 === 0 ? 'latest' : '1.2'
    }`,
    imagePullPolicy: 'IfNotPresent',
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    env: [
      { name: 'LOG_LEVEL', value: 'info' },
      { name: 'DB_HOST', value: 'db' },
      { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db' } } },
    ],
    resources: {
      requests: { cpu: '100m', memory: '128Mi' },
      ...(index % 4 !== 0 && { limits: { memory: '256Mi' } }),
    },
    readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    livenessProbe: { periodSeconds: 10, httpGet: { path: '/', port: 'http' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: index % 3 !== 0,
      capabilities: { drop: ['ALL'] },
    },
  };
}

function service(index: number) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('web', index),
    spec: {
      type: index % 8 === 3 ? 'LoadBalancer' : 'ClusterIP',
      selector: { app: `web-${index}` },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    },
  };
}

function configMap(index: number) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('settings', index),
    data: {
      'app.yaml': 'level: info',
      [index % 5 === 0 ? 'db.password' : 'db.host']: 'db',
    },
  };
}

function ingress(index: number) {
  const host = `web-${index}.example.com`;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: metadata('web', index),
    spec: {
      ingressClassName: 'public',
      tls: index % 3 === 0 ? [] : [{ hosts: [host], secretName: 'tls' }],
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { name: 'http' } } },
              },
            ],
          },
        },
      ],
    },
  };
}
