import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import { lastAppliedAt } from './managedFields';

/** An object of the plan, and what the cluster has of it. */
export interface LiveObject {
  readonly planned: PlannedObject;
  readonly object: ClusterObject | undefined;
}

/**
 * From when on a workload's restarts are the change's: when it was written, or, where the change leaves it as it is,
 * when the change first wrote something else. Its own time is then that of an earlier change, and restarts between the
 * two are none of this one's.
 */
export function watchedSince(
  workload: LiveObject,
  all: readonly LiveObject[],
): Date | undefined {
  const written =
    workload.planned.action === 'none'
      ? all.filter(({ planned }) => planned.action !== 'none')
      : [workload];
  const [first] = written
    .flatMap(({ object }) => (object && lastAppliedAt(object)) ?? [])
    .sort();
  return first === undefined ? undefined : new Date(first);
}
