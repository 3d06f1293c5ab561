import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  type PreflightContext,
} from '@mandate/plugin-mandate-node';
import { growthOf, nodeRoom, quotaShortages } from '../domain/resourceRoom';
import type { PreflightFinding } from './workloadPreflight';

/** The namespace's quotas and the nodes have room for what the change asks for beyond what runs. */
export async function checkResources(
  context: PreflightContext,
): Promise<PreflightFinding> {
  const { clusters, target, plan } = context;
  const growth = growthOf(plan.figures);
  if (Object.values(growth).every(more => more === 0)) {
    return { status: 'pass', words: 'It asks for no more than runs now.' };
  }
  const shortages = quotaShortages(await quotasOf(context), growth);
  if (shortages.length > 0) {
    return { status: 'fail', words: shortages.join(' ') };
  }
  const [nodes, pods] = await Promise.all([
    clusters.list(target.cluster, { apiVersion: 'v1', kind: 'Node' }),
    clusters.list(target.cluster, { apiVersion: 'v1', kind: 'Pod' }),
  ]);
  const room = nodeRoom(nodes, pods);
  const hasRoom =
    growth.cpuCores <= room.cpuCores && growth.memoryGiB <= room.memoryGiB;
  const words = `It asks for ${asked(growth)} more; the nodes have ${asked(
    room,
  )} left.`;
  return { status: hasRoom ? 'pass' : 'fail', words };
}

/** A cluster that does not know quotas has none. */
async function quotasOf({
  clusters,
  target,
}: PreflightContext): Promise<readonly ClusterObject[]> {
  try {
    return await clusters.list(target.cluster, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      namespace: target.namespace,
    });
  } catch (error) {
    if (error instanceof ClusterRefusedError && error.status === 404) {
      return [];
    }
    throw error;
  }
}

function asked({
  cpuCores,
  memoryGiB,
}: {
  readonly cpuCores: number;
  readonly memoryGiB: number;
}): string {
  const rounded = (value: number) => Math.round(Math.max(0, value) * 100) / 100;
  return `${rounded(cpuCores)} CPU and ${rounded(memoryGiB)} GiB`;
}
