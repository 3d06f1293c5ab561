import { parseDuration } from '../mandate/duration';
import type { ApprovalRequirement } from '../mandate/mandateSpec';

/**
 * The groups whose members may vote for a requirement, `waitedMs` after its plan was decided on: its own, and those it
 * has been escalated to by then.
 *
 * @public
 */
export function askedGroups(
  { group, escalate = [] }: ApprovalRequirement,
  waitedMs: number,
): readonly string[] {
  return [
    group,
    ...escalate
      .filter(({ after }) => (parseDuration(after)?.ms ?? Infinity) <= waitedMs)
      .map(({ to }) => to),
  ];
}

/**
 * The times at which requirements are escalated, in milliseconds after the plan was decided on, in order, with who is
 * asked then.
 *
 * @public
 */
export function escalationTimes(
  requirements: readonly ApprovalRequirement[],
): readonly {
  readonly afterMs: number;
  readonly group: string;
  readonly to: string;
}[] {
  return requirements
    .flatMap(({ group, escalate = [] }) =>
      escalate.flatMap(({ after, to }) => {
        const duration = parseDuration(after);
        return duration ? [{ afterMs: duration.ms, group, to }] : [];
      }),
    )
    .sort((a, b) => a.afterMs - b.afterMs);
}
