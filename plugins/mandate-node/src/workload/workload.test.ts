import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { figuresOf, imagesOf } from './workload';

function workload(
  spec: Readonly<Record<string, unknown>>,
  labels?: Record<string, string>,
): ClusterObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', ...(labels ? { labels } : {}) },
    spec,
  };
}

const container = (cpu: string, memory: string) => ({
  image: 'db:16.1',
  resources: { requests: { cpu, memory } },
});

it('requests are summed over containers and replicas; an init container counts when it needs more', () => {
  const object = workload({
    replicas: 3,
    template: {
      spec: {
        containers: [container('250m', '512Mi'), container('250m', '512Mi')],
        initContainers: [container('2', '64Mi')],
      },
    },
    volumeClaimTemplates: [
      { spec: { resources: { requests: { storage: '10Gi' } } } },
    ],
  });
  expect(figuresOf([object])).toEqual({
    replicas: 3,
    cpuCores: 6,
    memoryGiB: 3,
    storageGiB: 30,
  });
});

it('without a request the limit counts, and without replicas one', () => {
  const object = workload({
    template: {
      spec: { containers: [{ resources: { limits: { cpu: '1' } } }] },
    },
  });
  expect(figuresOf([object])).toMatchObject({ replicas: 1, cpuCores: 1 });
});

it('claims count, and objects that run nothing do not', () => {
  const claim: ClusterObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { resources: { requests: { storage: '512Mi' } } },
  };
  const service: ClusterObject = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'db' },
  };
  expect(figuresOf([claim, service])).toEqual({
    replicas: 0,
    cpuCores: 0,
    memoryGiB: 0,
    storageGiB: 0.5,
    bandwidthMbps: 0,
  });
});

it('images of all containers are listed once', () => {
  const spec = {
    template: {
      spec: {
        containers: [container('1', '1'), container('1', '1')],
        initContainers: [{ image: 'migrate:1' }],
      },
    },
  };
  expect(imagesOf(workload(spec))).toEqual(['db:16.1', 'migrate:1']);
});

it('sums the bandwidth of pods that are bounded both ways, and does not know it otherwise', () => {
  const bounded = (annotations: Record<string, string>) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas: 3, template: { metadata: { annotations }, spec: {} } },
  });
  const ingress = { 'kubernetes.io/ingress-bandwidth': '10M' };
  const egress = { 'kubernetes.io/egress-bandwidth': '20M' };
  expect(figuresOf([bounded({ ...ingress, ...egress })]).bandwidthMbps).toBe(
    60,
  );
  expect(figuresOf([bounded(ingress)]).bandwidthMbps).toBeUndefined();
});
