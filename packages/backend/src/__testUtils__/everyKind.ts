import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { Proposal } from './proposals';

const IMAGES = {
  good: { image: 'mandate.test/workload:v1', annotations: {} },
  missing: {
    image: 'mandate.test/workload:none',
    annotations: { 'mandate.test/simulate': 'image-pull-error' },
  },
} as const;
/** Changes that make, undo and remove an object of each kind that a deploy may write. An apply makes and alters alike. */
export function changesOfEveryKind(name: string): readonly Proposal[] {
  const all = objectsOfEveryKind(name);
  const [workload] = all;
  return [
    ['deploy', { objects: all, prune: true }],
    // They never start: a revision is marked as undone, and what was made is removed again.
    [
      'deploy',
      {
        objects: [
          statefulSet(name, 'missing'),
          deployment(`${name}-other`, 'missing'),
          claim(name),
        ],
      },
    ],
    ['deploy', { objects: [workload], prune: true }],
  ];
}

/** The first is the target's own workload. */
function objectsOfEveryKind(
  name: string,
): readonly [ClusterObject, ...ClusterObject[]] {
  const port = 80;
  const once = podOf(name, 'good');
  const jobTemplate = { spec: { ...once.spec, restartPolicy: 'Never' } };
  const object = (
    apiVersion: string,
    kind: string,
    fields: Readonly<Record<string, unknown>>,
  ): ClusterObject => ({ apiVersion, kind, metadata: { name }, ...fields });
  const withSpec = (apiVersion: string, kind: string, spec: object) =>
    object(apiVersion, kind, { spec });
  return [
    deployment(name, 'good'),
    object('v1', 'ServiceAccount', {}),
    object('v1', 'ConfigMap', { data: { level: 'info' } }),
    withSpec('v1', 'Service', { selector: { app: name }, ports: [{ port }] }),
    withSpec('networking.k8s.io/v1', 'NetworkPolicy', {
      podSelector: { matchLabels: { app: name } },
      policyTypes: ['Ingress'],
    }),
    withSpec('policy/v1', 'PodDisruptionBudget', {
      minAvailable: 1,
      selector: { matchLabels: { app: name } },
    }),
    withSpec('apps/v1', 'DaemonSet', workloadOf(`${name}-daemon`, 'good')),
    statefulSet(name, 'good'),
    withSpec('batch/v1', 'Job', { template: jobTemplate }),
    withSpec('batch/v1', 'CronJob', {
      schedule: '0 0 1 1 *',
      jobTemplate: { spec: { template: jobTemplate } },
    }),
    withSpec('autoscaling/v2', 'HorizontalPodAutoscaler', {
      maxReplicas: 2,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'StatefulSet', name },
    }),
    withSpec('networking.k8s.io/v1', 'Ingress', {
      defaultBackend: { service: { name, port: { number: port } } },
    }),
    ...['HTTPRoute', 'GRPCRoute'].map(kind =>
      withSpec('gateway.networking.k8s.io/v1', kind, {
        rules: [{ backendRefs: [{ name, port }] }],
      }),
    ),
  ];
}

function workloadOf(app: string, image: keyof typeof IMAGES) {
  return {
    selector: { matchLabels: { app } },
    template: podOf(app, image),
  };
}

function podOf(app: string, wanted: keyof typeof IMAGES) {
  const { image, annotations } = IMAGES[wanted];
  const resources = { requests: { cpu: '10m', memory: '16Mi' } };
  return {
    metadata: { labels: { app }, annotations },
    spec: { containers: [{ name: 'main', image, resources }] },
  };
}

function deployment(name: string, image: keyof typeof IMAGES): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: workloadOf(name, image),
  };
}

function statefulSet(name: string, image: keyof typeof IMAGES): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name },
    spec: { serviceName: name, ...workloadOf(`${name}-set`, image) },
  };
}

function claim(name: string): ClusterObject {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '1Gi' } },
    },
  };
}
