import type { ChangeVote } from '../change/change';

/** What approvals demand of the start, all of them together. */
export interface StartConditions {
  /** Milliseconds since the epoch; the latest that any approver named. */
  readonly notBeforeMs?: number;
  readonly needsWindow: boolean;
}

/** The strictest of what the standing approvals demand; their order changes nothing. */
export function startConditions(votes: readonly ChangeVote[]): StartConditions {
  const approvals = votes.filter(
    ({ verdict, withdrawnAtMs }) =>
      verdict === 'approve' && withdrawnAtMs === undefined,
  );
  const earliest = approvals.flatMap(({ notBeforeMs }) => notBeforeMs ?? []);
  return {
    ...(earliest.length > 0 && { notBeforeMs: Math.max(...earliest) }),
    needsWindow: approvals.some(
      ({ onlyInsideWindow }) => onlyInsideWindow === true,
    ),
  };
}
