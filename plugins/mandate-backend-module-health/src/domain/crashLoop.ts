import {
  type ContainerStatus,
  containersOf,
  type ObservedWorkload,
  type Pod,
  type Workload,
} from './observedWorkload';

/** A container that ends again and again. */
export interface CrashLoop {
  readonly pod: string;
  readonly container: string;
  readonly image: string;
  /** `Error`, `OOMKilled`, … */
  readonly reason: string;
  readonly exitCode: number;
  readonly restarts: number;
  /** "4 restarts in 3 minutes". */
  readonly words: string;
}

/**
 * From how many restarts on a container that happens to run just now still counts. The kubelet starts it the second
 * time after the first `CrashLoopBackOff`: with more, a loop would be over, and found anew, each time it runs for a while.
 */
const MANY_RESTARTS = 2;
/** A run shorter than this is no run. */
const SHORT_RUN_MS = 120_000;
/** The longest back-off of the kubelet is 5 minutes: an end longer ago is over. */
const RECENT_MS = 360_000;
/** After how long a StatefulSet is taken to have been available once. */
const VERIFICATION_MS = 180_000;
/** How long after its creation a workload reports itself unavailable for the first time. */
const FIRST_REPORT_MS = 10_000;

/**
 * The crash loops of a workload that once worked. One that never was available is its first change's to undo. While a
 * change runs on the target, the kernel leaves what is seen there to the change.
 */
export function crashLoops(seen: ObservedWorkload): readonly CrashLoop[] {
  return wasEverAvailable(seen) ? allCrashLoops(seen) : [];
}

/** All crash loops, whoever has to deal with them. */
export function allCrashLoops({
  pods,
  now,
}: ObservedWorkload): readonly CrashLoop[] {
  return pods.flatMap(pod =>
    containersOf(pod)
      .filter(status => isCrashLooping(status, now))
      .map(status => describe(pod, status, now)),
  );
}

function isCrashLooping(status: ContainerStatus, now: Date): boolean {
  if (status.state.waiting?.reason === 'CrashLoopBackOff') {
    return true;
  }
  const ended = status.lastState.terminated;
  if (status.restartCount < MANY_RESTARTS || !ended?.finishedAt) {
    return false;
  }
  const finishedAt = Date.parse(ended.finishedAt);
  const ranMs = finishedAt - Date.parse(ended.startedAt ?? ended.finishedAt);
  const runsSince = status.state.running?.startedAt;
  const runsMs = runsSince ? now.getTime() - Date.parse(runsSince) : 0;
  return (
    now.getTime() - finishedAt <= RECENT_MS &&
    ranMs < SHORT_RUN_MS &&
    runsMs < SHORT_RUN_MS
  );
}

function describe(pod: Pod, status: ContainerStatus, now: Date): CrashLoop {
  const ended = status.lastState.terminated ?? status.state.terminated;
  const ageMs = now.getTime() - Date.parse(pod.metadata.creationTimestamp);
  const minutes = Math.max(1, Math.round(ageMs / 60_000));
  const { restartCount } = status;
  return {
    pod: pod.metadata.name,
    container: status.name,
    image: status.image,
    reason: ended?.reason ?? 'unknown',
    exitCode: ended?.exitCode ?? -1,
    restarts: restartCount,
    words: `${restartCount} ${
      restartCount === 1 ? 'restart' : 'restarts'
    } in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
  };
}

/** A StatefulSet keeps no history of its availability; it counts once nobody can be verifying it any more. */
function wasEverAvailable({ workload, now }: ObservedWorkload): boolean {
  const { metadata, status } = workload;
  const createdAt = Date.parse(metadata.creationTimestamp);
  if (status.availableReplicas > 0) {
    return true;
  }
  if (workload.kind === 'StatefulSet') {
    return now.getTime() - createdAt > VERIFICATION_MS;
  }
  const available = condition(workload, 'Available');
  const changedAt = Date.parse(available?.lastTransitionTime ?? '');
  return (
    isCompleted(workload) ||
    available?.status === 'True' ||
    changedAt - createdAt > FIRST_REPORT_MS
  );
}

/** The controller says so once all pods of the present template were available, and takes it back at the next template. */
function isCompleted(workload: Workload): boolean {
  return (
    condition(workload, 'Progressing')?.reason === 'NewReplicaSetAvailable' &&
    workload.status.observedGeneration >= workload.metadata.generation
  );
}

function condition(workload: Workload, type: string) {
  return workload.status.conditions.find(each => each.type === type);
}
