import { ApiError } from '../api/ApiError';
import { timestamp } from '../api/newObject';
import { Job, JobStatus } from '../model/batch';
import { Condition } from '../model/KubernetesObject';
import { Pod } from '../model/workloads';
import { JOBS, PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { findCondition, withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';
import {
  createOwnedPod,
  isControlledBy,
  keyOfOwner,
  REFUSED_RETRY_MS,
} from './owners';
import { isActive, isReady } from './podState';

const NAME = 'job-controller';

/** Runs the pods of jobs until enough have succeeded or too many have failed, and removes jobs whose time to live is over. */
export const jobController: Controller = {
  name: NAME,
  watches: [
    { type: JOBS },
    { type: PODS, concerns: pod => keyOfOwner(pod, 'Job') },
  ],
  reconcile(key, context) {
    const { objects, now } = context;
    const job = objects.find(JOBS, key);
    if (!job || job.metadata.deletionTimestamp) {
      return undefined;
    }
    const isOver = endOf(job.status);
    if (isOver) {
      return removeWhenOld(job, context);
    }
    const pods = () =>
      objects.list(PODS, key.namespace).filter(pod => isControlledBy(pod, job));
    const failure = failureOf(job, pods(), now());
    if (failure || job.spec.suspend) {
      pods()
        .filter(isActive)
        .forEach(pod => objects.delete(PODS, keyOf(pod)));
    }
    const isRefused =
      !failure && !job.spec.suspend && startMissing(job, pods(), context);
    writeStatus(job, pods(), failure, context);
    return isRefused ? REFUSED_RETRY_MS : msUntilDeadline(job, now());
  },
};

function succeeded(pods: readonly Pod[]): number {
  return pods.filter(pod => pod.status?.phase === 'Succeeded').length;
}

function failed(pods: readonly Pod[]): number {
  return pods.filter(pod => pod.status?.phase === 'Failed').length;
}

/** @returns whether the API refused a pod */
function startMissing(
  job: Job,
  pods: readonly Pod[],
  context: ControllerContext,
): boolean {
  const { completions = 1, parallelism = 1 } = job.spec;
  const active = pods.filter(isActive).length;
  const wanted = Math.min(parallelism, completions - succeeded(pods));
  for (let missing = wanted - active; missing > 0; missing--) {
    const pod = createOwnedPod(job, job.spec.template, NAME, context);
    if (pod instanceof ApiError) {
      return true;
    }
  }
  return false;
}

/** Why a job fails: restarts of its containers count as failures, too. */
function failureOf(
  job: Job,
  pods: readonly Pod[],
  now: Date,
): Pick<Condition, 'reason' | 'message'> | undefined {
  const restarts = pods
    .filter(isActive)
    .flatMap(pod => pod.status?.containerStatuses ?? [])
    .reduce((sum, status) => sum + status.restartCount, 0);
  const { backoffLimit = 6 } = job.spec;
  if (failed(pods) + restarts > backoffLimit) {
    return {
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  }
  return msUntilDeadline(job, now) === 0
    ? {
        reason: 'DeadlineExceeded',
        message: 'Job was active longer than specified deadline',
      }
    : undefined;
}

function msUntilDeadline(job: Job, now: Date): number | undefined {
  const { activeDeadlineSeconds } = job.spec;
  const started = job.status?.startTime;
  return activeDeadlineSeconds !== undefined && started
    ? Math.max(
        0,
        Date.parse(started) + activeDeadlineSeconds * 1_000 - now.getTime(),
      )
    : undefined;
}

function writeStatus(
  job: Job,
  pods: readonly Pod[],
  failure: Pick<Condition, 'reason' | 'message'> | undefined,
  { objects, events, now }: ControllerContext,
): void {
  const { completions = 1, suspend = false } = job.spec;
  const isComplete = succeeded(pods) >= completions;
  const hasEnded = failure !== undefined || isComplete;
  const outcome: [string, boolean, Partial<Condition>][] = [
    ...(suspend || findCondition(job.status?.conditions, 'Suspended')
      ? [
          [
            'Suspended',
            suspend,
            { reason: suspend ? 'JobSuspended' : 'JobResumed' },
          ] satisfies [string, boolean, Partial<Condition>],
        ]
      : []),
  ];
  if (failure) {
    outcome.push(['FailureTarget', true, failure], ['Failed', true, failure]);
  } else if (isComplete) {
    const why = {
      reason: 'CompletionsReached',
      message: 'Reached expected number of succeeded pods',
    };
    outcome.push(['SuccessCriteriaMet', true, why], ['Complete', true, why]);
  }
  objects.update(
    JOBS,
    keyOf(job),
    draft => {
      draft.status = {
        conditions: outcome.reduce<Condition[]>(
          (all, [type, isTrue, why]) =>
            withCondition(
              all,
              { type, status: isTrue ? 'True' : 'False', ...why },
              now(),
            ),
          draft.status?.conditions ?? [],
        ),
        startTime: suspend
          ? undefined
          : draft.status?.startTime ?? timestamp(now()),
        active: pods.filter(isActive).length || undefined,
        ready: pods.filter(pod => isActive(pod) && isReady(pod)).length,
        succeeded: succeeded(pods) || undefined,
        failed: failed(pods) || undefined,
        terminating: 0,
        uncountedTerminatedPods: {},
        ...(isComplete && !failure && { completionTime: timestamp(now()) }),
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
  if (hasEnded) {
    events.record(job, {
      type: failure ? 'Warning' : 'Normal',
      reason: failure?.reason ?? 'Completed',
      message: failure?.message ?? 'Job completed',
      component: NAME,
    });
  }
}

/** When a job ended, if it did. */
export function endOf(status: JobStatus | undefined): Date | undefined {
  const end = status?.conditions?.find(
    it => ['Complete', 'Failed'].includes(it.type) && it.status === 'True',
  );
  return end && new Date(end.lastTransitionTime ?? 0);
}

function removeWhenOld(
  job: Job,
  { objects, now }: ControllerContext,
): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  const ended = endOf(job.status);
  if (ttlSecondsAfterFinished === undefined || !ended) {
    return undefined;
  }
  const left =
    ended.getTime() + ttlSecondsAfterFinished * 1_000 - now().getTime();
  if (left > 0) {
    return left;
  }
  objects.delete(JOBS, keyOf(job), { propagation: 'Background' });
  return undefined;
}
