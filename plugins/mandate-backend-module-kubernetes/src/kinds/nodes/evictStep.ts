import { setTimeout as delay } from 'node:timers/promises';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  ClusterRefusedError,
  ClusterUnavailableError,
  type Observation,
  type ObserveContext,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { mustBeEvicted } from '../../domain/evictable';
import { outcomeOf } from '../../effects/refusedWords';

/** How long one call for the step may take; a run tries it several times. */
export const EVICTION_TIMEOUT_SECONDS = 600;
const LEAVE_BEFORE_MS = 20_000;
const PAUSE_MS = 1_000;

/** The pods that have to leave a node. */
export async function podsToEvict(
  { clusters, target }: ObserveContext,
  node: string,
): Promise<readonly ClusterObject[]> {
  const pods = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    fieldSelector: `spec.nodeName=${node}`,
  });
  return pods.filter(mustBeEvicted);
}

/**
 * The step that empties a node, through the eviction API alone: a disruption budget that says no is asked again, and
 * never gone round. It has no undo of its own: the pods run elsewhere, and the node takes new ones when its cordon is
 * undone. Doing it twice moves nothing twice, since what left is no longer there.
 */
export function evictStep(node: string): StepHandler {
  return {
    observe: context => observe(context, node),
    act: context => act(context, node),
  };
}

async function observe(
  context: StepContext,
  node: string,
): Promise<Observation> {
  try {
    const pods = await podsToEvict(context, node);
    return pods.length === 0
      ? { type: 'present', words: `Node ${node} is empty.` }
      : {
          type: 'absent',
          words: `${counted(pods.length)} still on node ${node}.`,
        };
  } catch (error) {
    if (
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError
    ) {
      return { type: 'unknown', words: error.message };
    }
    throw error;
  }
}

async function act(context: StepContext, node: string): Promise<ActOutcome> {
  const until = Date.now() + EVICTION_TIMEOUT_SECONDS * 1_000 - LEAVE_BEFORE_MS;
  let reported = '';
  try {
    for (;;) {
      context.signal.throwIfAborted();
      const pods = await podsToEvict(context, node);
      if (pods.length === 0) {
        return { type: 'acted' };
      }
      const refusals = await evictAll(context, pods);
      const words = [
        `${counted(pods.length)} still on node ${node}`,
        ...refusals,
      ]
        .slice(0, 4)
        .join('; ');
      if (words !== reported) {
        context.report(words);
        reported = words;
      }
      if (Date.now() >= until) {
        return { type: 'retry', words };
      }
      await delay(PAUSE_MS, undefined, { signal: context.signal });
    }
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Why pods were not evicted now, each reason once: budgets first, which somebody may have to do something about. */
async function evictAll(
  { clusters, target }: StepContext,
  pods: readonly ClusterObject[],
): Promise<readonly string[]> {
  const budgets = new Set<string>();
  const ending = new Set<string>();
  for (const { metadata } of pods) {
    if (metadata.deletionTimestamp === undefined) {
      const { name, namespace, uid } = metadata;
      try {
        await clusters.evict(target.cluster, { name, namespace }, { uid });
      } catch (error) {
        if (!(error instanceof ClusterRefusedError) || !passes(error)) {
          throw error;
        }
        (error.status === 429 ? budgets : ending).add(
          `namespace ${namespace}: ${error.message}`,
        );
      }
    }
  }
  return [...budgets, ...ending];
}

/** A budget that says no now, or a namespace that is being deleted, whose pods leave by themselves. */
function passes({ status, message }: ClusterRefusedError): boolean {
  return (
    status === 429 ||
    (status === 403 && message.includes('because it is being terminated'))
  );
}

function counted(count: number): string {
  return count === 1 ? '1 pod is' : `${count} pods are`;
}
