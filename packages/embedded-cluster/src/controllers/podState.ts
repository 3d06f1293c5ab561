import { Pod } from '../model/workloads';
import { findCondition } from './conditions';

/** Whether a pod counts for its workload: it is neither ending nor over. */
export function isActive(pod: Pod): boolean {
  return (
    !pod.metadata.deletionTimestamp &&
    pod.status?.phase !== 'Failed' &&
    pod.status?.phase !== 'Succeeded'
  );
}

export function isReady(pod: Pod): boolean {
  return findCondition(pod.status?.conditions, 'Ready')?.status === 'True';
}

/** How long until a ready pod counts as available; 0 when it does, undefined when it is not ready. */
export function msUntilAvailable(
  pod: Pod,
  minReadySeconds: number,
  now: Date,
): number | undefined {
  const ready = findCondition(pod.status?.conditions, 'Ready');
  if (ready?.status !== 'True') {
    return undefined;
  }
  const since = Date.parse(ready.lastTransitionTime ?? '') || 0;
  return Math.max(0, since + minReadySeconds * 1_000 - now.getTime());
}
