const DAY_MS = 24 * 3_600_000;
/** Long enough to find a date for it. */
const REMIND_BEFORE_MS = 14 * DAY_MS;
/** How often people hear of a review that is overdue. */
const REMIND_AGAIN_MS = 7 * DAY_MS;

/** Which reminder of a review is to be sent now: once before it is due, and each week while it is overdue. */
export function dueReminder(review: {
  readonly dueAtMs: number;
  readonly remindedAtMs?: number;
  readonly nowMs: number;
}): 'soon' | 'overdue' | undefined {
  const { dueAtMs, remindedAtMs = -Infinity, nowMs } = review;
  if (nowMs >= dueAtMs) {
    return remindedAtMs < dueAtMs || nowMs - remindedAtMs >= REMIND_AGAIN_MS
      ? 'overdue'
      : undefined;
  }
  const since = dueAtMs - REMIND_BEFORE_MS;
  return nowMs >= since && remindedAtMs < since ? 'soon' : undefined;
}
