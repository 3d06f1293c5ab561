import { escalationTimes } from '@mandate/policy';
import type { ChangeRevision } from '../change/change';

/** Reminders do not come closer together than this. */
const MIN_REMINDER_MS = 3_600_000;

/** When approvers are reminded next: half of the time that is left; undefined when that is too soon before the end. */
export function nextReminderAt(
  nowMs: number,
  expiresAtMs: number | undefined,
): number | undefined {
  if (expiresAtMs === undefined) {
    return undefined;
  }
  const half = Math.floor((expiresAtMs - nowMs) / 2);
  return half >= MIN_REMINDER_MS ? nowMs + half : undefined;
}

/** When other groups are asked in a group's place next, after a time. */
export function nextEscalationAt(
  revision: Pick<ChangeRevision, 'createdAtMs' | 'decision'>,
  afterMs: number,
): number | undefined {
  return escalationTimes(revision.decision.requirements)
    .map(escalation => revision.createdAtMs + escalation.afterMs)
    .find(atMs => atMs > afterMs);
}

/** Who is asked at a time, in whose place. */
export function escalatedAt(
  revision: Pick<ChangeRevision, 'createdAtMs' | 'decision'>,
  atMs: number,
): readonly { readonly group: string; readonly to: string }[] {
  return escalationTimes(revision.decision.requirements).filter(
    ({ afterMs }) => revision.createdAtMs + afterMs === atMs,
  );
}
