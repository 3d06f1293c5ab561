import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { textAt } from '@mandate/plugin-mandate-node';
import type { PreflightFinding } from '../preflight/workloadPreflight';

/** Label of a CronJob that backs a workload up: the workload's name. */
export const BACKUP_OF_LABEL = 'mandate.dev/backup-of';
/** Annotation of the same CronJob: how old its last success may be, in whole hours. */
export const BACKUP_MAX_AGE_ANNOTATION = 'mandate.dev/backup-max-age-hours';

const DEFAULT_MAX_AGE_HOURS = 24;
/** A year: whoever allows more did not mean hours. */
const LONGEST_MAX_AGE_HOURS = 8_760;
const HOUR_MS = 3_600_000;
/** By how much the cluster's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 300_000;

/**
 * Judges the CronJobs that back a workload up. Each must have succeeded within the age that it declares: where data is
 * kept in two ways, one good backup is half a backup. What cannot be read is unknown, which counts as failed.
 */
export function backupEvidence(
  cronJobs: readonly ClusterObject[],
  of: { readonly workload: string; readonly nowMs: number },
): PreflightFinding {
  if (cronJobs.length === 0) {
    return {
      status: 'unknown',
      words: `Nothing says how ${of.workload} is backed up. Label the CronJob that does it with ${BACKUP_OF_LABEL}=${of.workload}.`,
    };
  }
  const findings = cronJobs.map(cronJob => evidenceOf(cronJob, of.nowMs));
  const worst =
    findings.find(({ status }) => status === 'fail') ??
    findings.find(({ status }) => status === 'unknown');
  return (
    worst ?? {
      status: 'pass',
      words: findings.map(({ words }) => words).join(' '),
    }
  );
}

function evidenceOf(cronJob: ClusterObject, nowMs: number): PreflightFinding {
  const { name, annotations } = cronJob.metadata;
  const hours = maximumAgeHours(annotations?.[BACKUP_MAX_AGE_ANNOTATION]);
  if (hours === undefined) {
    return {
      status: 'unknown',
      words: `${BACKUP_MAX_AGE_ANNOTATION} of CronJob '${name}' must be whole hours from 1 to ${LONGEST_MAX_AGE_HOURS}.`,
    };
  }
  const succeededAt = textAt(cronJob, 'status', 'lastSuccessfulTime');
  if (succeededAt === undefined) {
    return {
      status: 'fail',
      words: `The backup '${name}' has never succeeded. Run it before this change.`,
    };
  }
  const ageMs = nowMs - Date.parse(succeededAt);
  if (Number.isNaN(ageMs) || ageMs < -CLOCK_TOLERANCE_MS) {
    return {
      status: 'unknown',
      words: `The backup '${name}' says that it succeeded at '${succeededAt}', which cannot be.`,
    };
  }
  return ageMs > hours * HOUR_MS
    ? {
        status: 'fail',
        words: `The backup '${name}' last succeeded at ${succeededAt}, more than ${hours} h ago. Run it before this change.`,
      }
    : {
        status: 'pass',
        words: `The backup '${name}' succeeded at ${succeededAt}, within ${hours} h.`,
      };
}

function maximumAgeHours(annotation: string | undefined): number | undefined {
  const hours = Number(annotation ?? DEFAULT_MAX_AGE_HOURS);
  return Number.isInteger(hours) && hours >= 1 && hours <= LONGEST_MAX_AGE_HOURS
    ? hours
    : undefined;
}
