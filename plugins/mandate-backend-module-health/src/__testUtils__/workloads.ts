import type { ObservedWorkload } from '../domain/observedWorkload';
import { readPods, readWorkload } from '../domain/observedWorkload';
import { minutes, NOON } from './changes';

/** What to put into a Deployment of two pods; by default it was rolled out an hour ago and works. */
export interface WorkloadParts {
  readonly kind?: 'Deployment' | 'StatefulSet';
  readonly createdMinute?: number;
  readonly replicas?: number;
  readonly ready?: number;
  readonly updated?: number;
  readonly total?: number;
  /** Reason of the condition Progressing. */
  readonly progress?: string;
  /** Minute of the last change of the condition Available. */
  readonly availableMinute?: number;
  readonly pods?: readonly PodParts[];
}

/** What to put into a pod of one container. */
export interface PodParts {
  readonly createdMinute?: number;
  readonly restarts?: number;
  /** Reason the container waits for; it runs when absent. */
  readonly waiting?: string;
  /** Since when it runs. */
  readonly runsSince?: number;
  /** When it ended last, and how long that run was. */
  readonly ended?: { readonly minute: number; readonly seconds: number };
}

/** A workload at noon. */
export function observed(parts: WorkloadParts): ObservedWorkload {
  const {
    kind = 'Deployment',
    createdMinute = -60,
    replicas = 2,
    ready = 2,
    updated = replicas,
    total = replicas,
    progress = 'NewReplicaSetAvailable',
    availableMinute = -1,
    pods = [],
  } = parts;
  const workload = readWorkload({
    apiVersion: 'apps/v1',
    kind,
    metadata: {
      name: 'checkout',
      generation: 1,
      creationTimestamp: minutes(createdMinute),
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'checkout' } },
      template: { spec: { containers: [{ name: 'main', image: 'app:1' }] } },
    },
    status: {
      observedGeneration: 1,
      replicas: total,
      updatedReplicas: updated,
      readyReplicas: ready,
      availableReplicas: ready,
      conditions: [
        { type: 'Progressing', status: 'True', reason: progress },
        {
          type: 'Available',
          status: ready > 0 ? 'True' : 'False',
          lastTransitionTime: minutes(availableMinute),
        },
      ],
    },
  });
  return { workload, pods: readPods(pods.map(pod)), now: new Date(NOON) };
}

function pod(parts: PodParts, index: number) {
  const { createdMinute = -30, restarts = 0, waiting, ended } = parts;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `checkout-${index}`,
      creationTimestamp: minutes(createdMinute),
    },
    status: {
      containerStatuses: [
        {
          name: 'main',
          image: 'app:1',
          restartCount: restarts,
          state: waiting
            ? { waiting: { reason: waiting } }
            : { running: { startedAt: minutes(parts.runsSince ?? -20) } },
          ...(ended
            ? {
                lastState: {
                  terminated: {
                    reason: 'Error',
                    exitCode: 1,
                    startedAt: minutes(ended.minute - ended.seconds / 60),
                    finishedAt: minutes(ended.minute),
                  },
                },
              }
            : {}),
        },
      ],
    },
  };
}
