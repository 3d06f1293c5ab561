import type { ApprovalRequirement } from '@mandate/policy';

/** A rejection by an eligible person. */
export interface Rejection {
  /** The requirement groups the voter is eligible for. */
  readonly groups: readonly string[];
}

/**
 * Whether rejections end the change. One is enough, unless every requirement the voter is eligible for says
 * `rejection: quorum`; then it takes as many of that group as would have to approve.
 */
export function isRejected(
  requirements: readonly ApprovalRequirement[],
  rejections: readonly Rejection[],
): boolean {
  return requirements.some(({ group, count, rejection }) => {
    const rejecting = rejections.filter(({ groups }) => groups.includes(group));
    const enough = rejection === 'quorum' ? count : 1;
    return rejecting.length >= enough;
  });
}
