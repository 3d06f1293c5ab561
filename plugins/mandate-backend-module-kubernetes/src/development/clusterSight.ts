import type {
  BreakableNode,
  BreakablePod,
  ClusterSight,
} from '@mandate/plugin-mandate-common';
import { ClusterUnavailableError } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import type { ClusterConnection } from '../cluster/ClusterConnection';
import { refusal } from '../cluster/refusal';
import { podStatus } from '../live/podStatus';
import {
  fieldOf,
  listOf,
  mappingOf,
  textOf,
} from '../reflector/domain/fieldOf';
import { identityOf } from '../reflector/domain/identity';
import {
  podProjection,
  type PodState,
} from '../reflector/projections/podProjection';

/** As long as somebody waits for the page; a cluster that is slower counts as unseen. */
const SIGHT_MS = 4_000;
const MOST_READ = 5_000;
const MOST_PODS = 500;
/** Those that need somebody come first. */
const ORDER: readonly BreakablePod['status'][] = [
  'failing',
  'starting',
  'ending',
  'ready',
  'done',
];

const listSchema = z.object({
  metadata: z
    .object({ remainingItemCount: z.number().default(0) })
    .default({ remainingItemCount: 0 }),
  items: z.array(z.unknown()),
});

/** Nodes and pods of a cluster as its API shows them, that is: through whatever is broken in it. */
export async function clusterSight(
  connection: ClusterConnection,
): Promise<ClusterSight> {
  const signal = AbortSignal.timeout(SIGHT_MS);
  const nodes = await listed(connection, '/api/v1/nodes', signal);
  if ('words' in nodes) {
    return { status: 'unseen', words: nodes.words };
  }
  const path = `/api/v1/pods?limit=${MOST_READ}`;
  const pods = await listed(connection, path, signal);
  if ('words' in pods) {
    return { status: 'unseen', words: pods.words };
  }
  const projected = pods.items.flatMap(projector()).toSorted(neediestFirst);
  return {
    status: 'seen',
    nodes: nodes.items.map(node => breakableNode(node, projected)),
    pods: projected.slice(0, MOST_PODS),
    morePods: pods.remaining + Math.max(0, projected.length - MOST_PODS),
  };
}

async function listed(
  connection: ClusterConnection,
  path: string,
  signal: AbortSignal,
): Promise<
  | { readonly items: readonly unknown[]; readonly remaining: number }
  | { readonly words: string }
> {
  try {
    const answer = await connection.call({
      method: 'GET',
      path,
      returnsBusy: true,
      signal,
    });
    if (answer.status !== 200) {
      return { words: refusal(connection.name, answer).message };
    }
    const { items, metadata } = listSchema.parse(answer.body);
    return { items, remaining: metadata.remainingItemCount };
  } catch (error) {
    if (error instanceof ClusterUnavailableError) {
      return { words: error.message };
    }
    throw error;
  }
}

function projector(): (object: unknown) => readonly BreakablePod[] {
  const project = podProjection();
  return object => {
    const identity = identityOf(object);
    return identity ? [breakablePod(project(identity, object))] : [];
  };
}

function breakablePod(pod: PodState): BreakablePod {
  const { namespace, name, node, containers } = pod;
  return {
    namespace,
    name,
    node,
    ...podStatus(pod),
    restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
  };
}

function neediestFirst(left: BreakablePod, right: BreakablePod): number {
  return (
    ORDER.indexOf(left.status) - ORDER.indexOf(right.status) ||
    left.namespace.localeCompare(right.namespace) ||
    left.name.localeCompare(right.name)
  );
}

function breakableNode(
  node: unknown,
  pods: readonly BreakablePod[],
): BreakableNode {
  const name = textOf(mappingOf(node, 'metadata'), 'name') ?? '';
  return {
    name,
    ...nodeStatus(node),
    pods: pods.filter(pod => pod.node === name).length,
  };
}

function nodeStatus(node: unknown): Pick<BreakableNode, 'status' | 'words'> {
  const ready = listOf(mappingOf(node, 'status'), 'conditions').find(
    condition => textOf(condition, 'type') === 'Ready',
  );
  const words = textOf(ready, 'message') ?? '';
  switch (textOf(ready, 'status')) {
    case 'True':
      return fieldOf(mappingOf(node, 'spec'), 'unschedulable') === true
        ? { status: 'ready', words: 'It takes no new pods (cordoned).' }
        : { status: 'ready', words: 'It reports, and takes pods.' };
    case 'False':
      return { status: 'not-ready', words };
    default:
      return {
        status: 'lost',
        words: words || 'It does not report any more.',
      };
  }
}
