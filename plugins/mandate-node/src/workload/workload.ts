import type { ClusterObject, Figures } from '@mandate/plugin-mandate-common';
import { type Fields, fieldsAt, listAt, numberAt, textAt } from './fields';
import { parseQuantity } from './quantity';

const BYTES_PER_GIB = 2 ** 30;

/**
 * Whether the object runs pods that we wait for.
 *
 * @public
 */
export function isWorkload(object: {
  readonly apiVersion: string;
  readonly kind: string;
}): boolean {
  return (
    object.apiVersion === 'apps/v1' &&
    ['Deployment', 'StatefulSet'].includes(object.kind)
  );
}

/**
 * Replicas wanted; the API server assumes 1.
 *
 * @public
 */
export function replicasOf(workload: ClusterObject): number {
  return numberAt(workload, 'spec', 'replicas') ?? 1;
}

/**
 * The containers that run all the time.
 *
 * @public
 */
export function containersOf(workload: ClusterObject): readonly Fields[] {
  return listAt(workload, 'spec', 'template', 'spec', 'containers');
}

/**
 * Images of a workload's containers, init containers included, each once.
 *
 * @public
 */
export function imagesOf(workload: ClusterObject): readonly string[] {
  const pod = fieldsAt(workload, 'spec', 'template', 'spec');
  const images = [
    ...listAt(pod, 'containers'),
    ...listAt(pod, 'initContainers'),
  ].flatMap(container => textAt(container, 'image') ?? []);
  return [...new Set(images)];
}

/**
 * What the workloads and volume claims request, summed over replicas.
 *
 * @public
 */
export function figuresOf(objects: readonly ClusterObject[]): Figures {
  const total = { replicas: 0, cpuCores: 0, memoryGiB: 0, storageGiB: 0 };
  let bandwidthMbps: number | undefined = 0;
  for (const object of objects) {
    if (isWorkload(object)) {
      const replicas = replicasOf(object);
      const request = podRequest(object);
      total.replicas += replicas;
      total.cpuCores += replicas * request.cpu;
      total.memoryGiB += (replicas * request.memory) / BYTES_PER_GIB;
      const bandwidth = bandwidthOf(object);
      bandwidthMbps =
        bandwidthMbps === undefined || bandwidth === undefined
          ? undefined
          : bandwidthMbps + replicas * bandwidth;
      total.storageGiB +=
        (replicas * claimsOf(object).reduce(sumStorage, 0)) / BYTES_PER_GIB;
    } else if (object.kind === 'PersistentVolumeClaim') {
      total.storageGiB += sumStorage(0, object) / BYTES_PER_GIB;
    }
  }
  return {
    replicas: total.replicas,
    cpuCores: rounded(total.cpuCores),
    memoryGiB: rounded(total.memoryGiB),
    storageGiB: rounded(total.storageGiB),
    ...(bandwidthMbps !== undefined && {
      bandwidthMbps: rounded(bandwidthMbps),
    }),
  };
}

/**
 * What one pod may send or receive, the larger, in Mbit/s; undefined when it is not bounded both ways. The annotations are those of
 * Kubernetes' bandwidth plugin.
 */
function bandwidthOf(workload: ClusterObject): number | undefined {
  const annotations = fieldsAt(
    workload,
    'spec',
    'template',
    'metadata',
    'annotations',
  );
  const bounds = ['ingress', 'egress'].map(direction =>
    parseQuantity(annotations[`kubernetes.io/${direction}-bandwidth`]),
  );
  const known = bounds.filter(bound => bound !== undefined);
  return known.length < bounds.length
    ? undefined
    : Math.max(...known) / 1_000_000;
}

/** A pod gets the sum over its containers, or the largest init container when that is more. */
function podRequest(workload: ClusterObject) {
  const pod = fieldsAt(workload, 'spec', 'template', 'spec');
  const request = (resource: string) =>
    Math.max(
      listAt(pod, 'containers').reduce(
        (sum, container) => sum + requestOf(container, resource),
        0,
      ),
      ...listAt(pod, 'initContainers').map(container =>
        requestOf(container, resource),
      ),
      0,
    );
  return { cpu: request('cpu'), memory: request('memory') };
}

/** Without a request the limit counts, as the API server does it. */
function requestOf(container: Fields, resource: string): number {
  const requests = fieldsAt(container, 'resources', 'requests');
  const limits = fieldsAt(container, 'resources', 'limits');
  return parseQuantity(requests[resource] ?? limits[resource]) ?? 0;
}

function claimsOf(workload: ClusterObject): readonly Fields[] {
  return listAt(workload, 'spec', 'volumeClaimTemplates');
}

function sumStorage(sum: number, claim: unknown): number {
  const requests = fieldsAt(claim, 'spec', 'resources', 'requests');
  return sum + (parseQuantity(requests.storage) ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
