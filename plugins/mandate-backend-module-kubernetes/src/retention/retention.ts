import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { lastAppliedAt } from '../domain/managedFields';

/** On a workload that is kept for a while before it is deleted: for how many days. */
export const RETENTION_ANNOTATION = 'mandate.dev/retention-days';
/** On the same: how many pods it had. */
export const RETIRED_REPLICAS_ANNOTATION = 'mandate.dev/retired-replicas';

const DAY_MS = 86_400_000;

/** What is known of a workload that was retired. */
export interface Retirement {
  /** Pods it had before. */
  readonly replicas: number;
  /** When it may be deleted. */
  readonly until: Date;
}

/**
 * When a retired workload may be deleted. The window is counted from Mandate's last write to it, by the cluster's
 * clock; a later write of ours starts it again, so that it is never shorter than promised.
 */
export function retirementOf(live: ClusterObject): Retirement | undefined {
  const { annotations } = live.metadata;
  const days = Number(annotations?.[RETENTION_ANNOTATION] ?? Number.NaN);
  const since = Date.parse(lastAppliedAt(live) ?? '');
  if (!Number.isInteger(days) || days < 0 || Number.isNaN(since)) {
    return undefined;
  }
  const replicas = Number(annotations?.[RETIRED_REPLICAS_ANNOTATION] ?? 1);
  return {
    replicas: Number.isInteger(replicas) && replicas > 0 ? replicas : 1,
    until: new Date(since + days * DAY_MS),
  };
}
