import { parseDuration } from '../mandate/duration';
import type {
  ApprovalEscalation,
  ApprovalRequirement,
} from '../mandate/mandateSpec';

/**
 * One requirement for each group, by stage and then by group. Of equal groups the stricter counts (I8): the larger
 * count, the freer right to reject, the later stage, and only escalations that all of them have, at the latest time.
 *
 * @public
 */
export function uniteRequirements(
  requirements: readonly ApprovalRequirement[],
): readonly ApprovalRequirement[] {
  const byGroup = new Map<string, ApprovalRequirement>();
  for (const requirement of requirements) {
    const known = byGroup.get(requirement.group);
    byGroup.set(
      requirement.group,
      known ? stricterOf(known, requirement) : normal(requirement),
    );
  }
  return [...byGroup.values()].sort(
    (a, b) => stageOf(a) - stageOf(b) || (a.group < b.group ? -1 : 1),
  );
}

/**
 * The stage of a requirement, 1 when it names none.
 *
 * @public
 */
export function stageOf({
  stage = 1,
}: Pick<ApprovalRequirement, 'stage'>): number {
  return stage;
}

function stricterOf(
  a: ApprovalRequirement,
  b: ApprovalRequirement,
): ApprovalRequirement {
  return normal({
    group: a.group,
    count: Math.max(a.count, b.count),
    ...(a.rejection === 'quorum' &&
      b.rejection === 'quorum' && { rejection: 'quorum' }),
    stage: Math.max(stageOf(a), stageOf(b)),
    escalate: commonEscalations(a.escalate ?? [], b.escalate ?? []),
  });
}

function commonEscalations(
  ours: readonly ApprovalEscalation[],
  theirs: readonly ApprovalEscalation[],
): readonly ApprovalEscalation[] {
  return earliestEach(ours).flatMap(one => {
    const other = earliestEach(theirs).find(({ to }) => to === one.to);
    if (!other) {
      return [];
    }
    return [millisecondsOf(one) >= millisecondsOf(other) ? one : other];
  });
}

/** A group that is named twice is asked at the earlier time. */
function earliestEach(
  escalations: readonly ApprovalEscalation[],
): readonly ApprovalEscalation[] {
  return inOrder(escalations).filter(
    ({ to }, index, sorted) =>
      sorted.findIndex(other => other.to === to) === index,
  );
}

function normal(requirement: ApprovalRequirement): ApprovalRequirement {
  const { group, count, rejection, escalate = [] } = requirement;
  const stage = stageOf(requirement);
  return {
    group,
    count,
    ...(rejection === 'quorum' && { rejection }),
    ...(stage > 1 && { stage }),
    ...(escalate.length > 0 && { escalate: earliestEach(escalate) }),
  };
}

function inOrder(
  escalations: readonly ApprovalEscalation[],
): readonly ApprovalEscalation[] {
  return [...escalations].sort(
    (a, b) => millisecondsOf(a) - millisecondsOf(b) || (a.to < b.to ? -1 : 1),
  );
}

function millisecondsOf({ after }: ApprovalEscalation): number {
  return parseDuration(after)?.ms ?? Infinity;
}
