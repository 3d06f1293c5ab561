import type { InterventionView } from '@mandate/plugin-mandate-common';
import type { Intervention } from '../../domain/intervention/intervention';

/** An intervention as the API shows it, without what depends on who asks. */
export function interventionView(
  intervention: Intervention,
  nowMs: number,
): Omit<InterventionView, 'changeTitle' | 'mayReview'> {
  const { id, kind, changeId, by, reason, incident, review } = intervention;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    kind,
    changeId,
    by,
    reason,
    incident,
    at: iso(intervention.atMs),
    reviewDueAt: iso(intervention.reviewDueAtMs),
    reviewOverdue: !review && nowMs >= intervention.reviewDueAtMs,
    ...(review && {
      review: {
        by: review.by,
        at: iso(review.atMs),
        verdict: review.verdict,
        reason: review.reason,
      },
    }),
  };
}
