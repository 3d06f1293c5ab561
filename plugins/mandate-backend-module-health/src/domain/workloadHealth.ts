import type {
  TargetFacts,
  WorkloadHealth,
} from '@mandate/plugin-mandate-common';
import { allCrashLoops } from './crashLoop';
import {
  containersOf,
  isRolledOut,
  type ObservedWorkload,
} from './observedWorkload';

const IMAGE_TROUBLE = ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName'];

/** A target's health as the card shows it. */
export function workloadHealth(
  target: TargetFacts,
  seen: ObservedWorkload,
): WorkloadHealth {
  const { workload, pods, now } = seen;
  const images = workload.spec.template.spec.containers.map(
    ({ image }) => image,
  );
  return {
    ...placeOf(target),
    ...judge(seen),
    readyReplicas: workload.status.readyReplicas,
    desiredReplicas: workload.spec.replicas,
    images: [...new Set(images)],
    restarts: pods
      .flatMap(containersOf)
      .reduce((sum, { restartCount }) => sum + restartCount, 0),
    observedAt: now.toISOString(),
  };
}

/** The health of a target of which nothing can be told: it is not there, or cannot be seen. */
export function withoutWorkload(
  target: TargetFacts,
  status: 'absent' | 'unknown',
  words: string,
  now: Date,
): WorkloadHealth {
  return {
    ...placeOf(target),
    status,
    words,
    readyReplicas: 0,
    desiredReplicas: 0,
    images: [],
    restarts: 0,
    observedAt: now.toISOString(),
  };
}

function placeOf({ environment, cluster, namespace, workload }: TargetFacts) {
  return { environment, cluster, namespace, workload: workload.name };
}

function judge(
  seen: ObservedWorkload,
): Pick<WorkloadHealth, 'status' | 'words'> {
  const { workload, pods } = seen;
  const { readyReplicas } = workload.status;
  const { replicas } = workload.spec;
  const ready = `${readyReplicas} of ${replicas} pods ready`;
  const [loop] = allCrashLoops(seen);
  if (loop) {
    return {
      status: 'failing',
      words: `Crash-looping: ${loop.words}; ${ready}.`,
    };
  }
  const waiting = pods
    .flatMap(containersOf)
    .find(({ state }) => IMAGE_TROUBLE.includes(state.waiting?.reason ?? ''));
  if (waiting) {
    return {
      status: 'failing',
      words: `The image ${waiting.image} cannot be pulled; ${ready}.`,
    };
  }
  if (replicas === 0) {
    return { status: 'healthy', words: 'Scaled to 0 pods on purpose.' };
  }
  if (isRolledOut(workload) && readyReplicas === replicas) {
    return { status: 'healthy', words: `${ready}.` };
  }
  return unfinished(seen, ready);
}

function unfinished(
  { workload }: ObservedWorkload,
  ready: string,
): Pick<WorkloadHealth, 'status' | 'words'> {
  const { metadata, spec, status } = workload;
  const gaveUp = status.conditions.some(
    ({ reason }) => reason === 'ProgressDeadlineExceeded',
  );
  const rollsOut =
    !gaveUp &&
    (status.observedGeneration < metadata.generation ||
      status.updatedReplicas < spec.replicas ||
      status.replicas !== spec.replicas);
  if (rollsOut) {
    return {
      status: 'progressing',
      words: `A new version is rolling out: ${status.updatedReplicas} of ${spec.replicas} pods updated, ${ready}.`,
    };
  }
  return status.readyReplicas === 0
    ? { status: 'failing', words: `No pod is ready: ${ready}.` }
    : {
        status: 'degraded',
        words: gaveUp
          ? `The last rollout did not finish; ${ready}.`
          : `${ready}.`,
      };
}
