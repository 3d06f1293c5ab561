import type { Intervention } from './intervention';

/** Reviewers hear of it again when this share of their time is left. */
const SHARE_LEFT = 0.25;
/** How often people hear of a review that is overdue: while it is, somebody may not act in an emergency. */
const REMIND_AGAIN_MS = 24 * 3_600_000;

/** Which reminder of an intervention's review is to be sent now: once before it is due, and each day while it is overdue. */
export function reviewReminder(
  intervention: Pick<
    Intervention,
    'atMs' | 'reviewDueAtMs' | 'review' | 'remindedAtMs'
  >,
  nowMs: number,
): 'soon' | 'overdue' | undefined {
  const { atMs, reviewDueAtMs, review, remindedAtMs } = intervention;
  if (review) {
    return undefined;
  }
  const lastMs = remindedAtMs ?? -Infinity;
  if (nowMs >= reviewDueAtMs) {
    return lastMs < reviewDueAtMs || nowMs - lastMs >= REMIND_AGAIN_MS
      ? 'overdue'
      : undefined;
  }
  const sinceMs = reviewDueAtMs - (reviewDueAtMs - atMs) * SHARE_LEFT;
  return nowMs >= sinceMs && lastMs < sinceMs ? 'soon' : undefined;
}
