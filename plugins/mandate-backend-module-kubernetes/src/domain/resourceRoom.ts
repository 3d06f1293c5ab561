import type { ClusterObject, Figures } from '@mandate/plugin-mandate-common';
import {
  type Fields,
  fieldsAt,
  listAt,
  parseQuantity,
  textAt,
} from '@mandate/plugin-mandate-node';

const BYTES_PER_GIB = 2 ** 30;

/** By how much more a change asks for; never negative. */
export interface Growth {
  readonly pods: number;
  readonly cpuCores: number;
  readonly memoryGiB: number;
  readonly storageGiB: number;
}

/** What a change asks for beyond what is there. */
export function growthOf(figures: {
  readonly before: Figures;
  readonly after: Figures;
}): Growth {
  const more = (name: 'replicas' | 'cpuCores' | 'memoryGiB' | 'storageGiB') =>
    Math.max(0, figures.after[name] - figures.before[name]);
  return {
    pods: more('replicas'),
    cpuCores: more('cpuCores'),
    memoryGiB: more('memoryGiB'),
    storageGiB: more('storageGiB'),
  };
}

/** Names of resources in a quota, with the figure that each bounds and its unit. */
const QUOTA_RESOURCES: readonly (readonly [
  string,
  keyof Growth,
  'one' | 'GiB',
])[] = [
  ['pods', 'pods', 'one'],
  ['count/pods', 'pods', 'one'],
  ['cpu', 'cpuCores', 'one'],
  ['requests.cpu', 'cpuCores', 'one'],
  ['memory', 'memoryGiB', 'GiB'],
  ['requests.memory', 'memoryGiB', 'GiB'],
  ['requests.storage', 'storageGiB', 'GiB'],
];

/** Quotas (ResourceQuota) that the growth would exceed, each in words. One with scopes counts for every pod: rather too strict. */
export function quotaShortages(
  quotas: readonly ClusterObject[],
  growth: Growth,
): readonly string[] {
  return quotas.flatMap(quota =>
    QUOTA_RESOURCES.flatMap(([resource, figure, unit]) => {
      const hard = parseQuantity(
        fieldsAt(quota, 'status', 'hard')[resource] ??
          fieldsAt(quota, 'spec', 'hard')[resource],
      );
      if (hard === undefined || growth[figure] === 0) {
        return [];
      }
      const used =
        parseQuantity(fieldsAt(quota, 'status', 'used')[resource]) ?? 0;
      const scale = unit === 'GiB' ? BYTES_PER_GIB : 1;
      const left = (hard - used) / scale;
      return growth[figure] > left
        ? [
            `Quota '${quota.metadata.name}' leaves ${rounded(
              left,
            )} of ${resource}, and it asks for ${rounded(growth[figure])} more${
              unit === 'GiB' ? ' (GiB)' : ''
            }.`,
          ]
        : [];
    }),
  );
}

/** Room that the cluster's nodes have left, over all that take pods. */
export function nodeRoom(
  nodes: readonly ClusterObject[],
  pods: readonly ClusterObject[],
): { readonly cpuCores: number; readonly memoryGiB: number } {
  const open = nodes.filter(takesPods);
  const names = new Set(open.map(({ metadata }) => metadata.name));
  const placed = pods.filter(
    pod =>
      names.has(textAt(pod, 'spec', 'nodeName') ?? '') &&
      !['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? ''),
  );
  const left = (resource: string) =>
    open.reduce(
      (sum, node) =>
        sum +
        (parseQuantity(fieldsAt(node, 'status', 'allocatable')[resource]) ?? 0),
      0,
    ) - placed.reduce((sum, pod) => sum + podRequest(pod, resource), 0);
  return { cpuCores: left('cpu'), memoryGiB: left('memory') / BYTES_PER_GIB };
}

function takesPods(node: ClusterObject): boolean {
  const isReady = listAt(node, 'status', 'conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
  return isReady && fieldsAt(node, 'spec').unschedulable !== true;
}

function podRequest(pod: ClusterObject, resource: string): number {
  const request = (container: Fields) =>
    parseQuantity(fieldsAt(container, 'resources', 'requests')[resource]) ?? 0;
  return Math.max(
    listAt(pod, 'spec', 'containers').reduce(
      (sum, container) => sum + request(container),
      0,
    ),
    ...listAt(pod, 'spec', 'initContainers').map(request),
    0,
  );
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
