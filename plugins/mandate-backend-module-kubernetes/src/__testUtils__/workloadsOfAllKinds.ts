import type { ClusterObject } from '@mandate/plugin-mandate-common';

type Maker = (name: string, index: number) => ClusterObject;

const CPU = ['100m', '0.1', '0.25', '1', '1000m'];
const MEMORY = ['64Mi', '67108864', '0.5Gi', '128M', '1Gi'];

const MAKERS: readonly [Maker, ...Maker[]] = [
  (name, index) =>
    appsObject('Deployment', name, { replicas: 2 }, podTemplate(name, index)),
  (name, index) =>
    appsObject(
      'StatefulSet',
      name,
      { replicas: 1, serviceName: name },
      podTemplate(name, index),
    ),
  (name, index) => appsObject('DaemonSet', name, {}, podTemplate(name, index)),
  (name, index) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { backoffLimit: 1, template: onceTemplate(name, index) },
  }),
  (name, index) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name },
    spec: {
      schedule: '*/5 * * * *',
      jobTemplate: { spec: { template: onceTemplate(name, index) } },
    },
  }),
  // A Deployment whose replicas an autoscaler moves, and which says itself how many it starts with.
  (name, index) =>
    appsObject('Deployment', name, { replicas: 1 }, podTemplate(name, index)),
];

function appsObject(
  kind: string,
  name: string,
  spec: object,
  template: object,
): ClusterObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { ...spec, selector: { matchLabels: labels }, template },
  };
}

function podTemplate(name: string, index: number) {
  return {
    metadata: { labels: { app: name } },
    spec: {
      containers: [
        {
          name: 'main',
          image: 'mandate.test/workload:v1',
          env: [
            { name: 'B', value: '' },
            { name: 'A', value: `${index}` },
          ],
          ports: [{ containerPort: 8080 }],
          readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
          resources: {
            requests: {
              cpu: CPU[index % CPU.length],
              memory: MEMORY[index % MEMORY.length],
            },
          },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}

function onceTemplate(name: string, index: number) {
  const { metadata, spec } = podTemplate(name, index);
  return { metadata, spec: { ...spec, restartPolicy: 'Never' } };
}

/** Workloads of all kinds, written as people write them: with defaults left out, and quantities in many notations. */
export function workloadsOfAllKinds(count: number): readonly ClusterObject[] {
  return Array.from({ length: count }, (_, index) => {
    const make = MAKERS[index % MAKERS.length] ?? MAKERS[0];
    return make(`w-${index}`, index);
  });
}
