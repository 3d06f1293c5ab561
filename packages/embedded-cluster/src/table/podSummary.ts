import { Pod } from '../model/workloads';
import { age } from './duration';

/** kubectl's READY column: ready containers of all. */
export function podReady(pod: Pod): string {
  const ready = (pod.status?.containerStatuses ?? []).filter(
    status => status.ready,
  ).length;
  return `${ready}/${pod.spec.containers.length}`;
}

/** kubectl's STATUS column: the most telling reason of the pod or one of its containers. */
export function podSummary(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) {
    return 'Terminating';
  }
  const phase = pod.status?.phase ?? 'Unknown';
  for (const { state } of [
    ...(pod.status?.containerStatuses ?? []),
  ].reverse()) {
    if (state.waiting) {
      return state.waiting.reason;
    }
    if (state.terminated) {
      return state.terminated.reason;
    }
  }
  return phase;
}

/** kubectl's RESTARTS column, with the time since the last one. */
export function podRestarts(pod: Pod, now: Date): string {
  const statuses = pod.status?.containerStatuses ?? [];
  const restarts = statuses.reduce(
    (sum, status) => sum + status.restartCount,
    0,
  );
  const last = statuses
    .flatMap(status => status.lastState.terminated?.finishedAt ?? [])
    .sort()
    .pop();
  return restarts > 0 && last
    ? `${restarts} (${age(last, now)} ago)`
    : String(restarts);
}
