import type { AllowedAction, Proposer } from '@mandate/plugin-mandate-common';
import { shortName } from '../approval/waitingWords';

/** Whether somebody may review a mandate: a person of the group that the mandate names. */
export function mayReviewMandate(position: {
  readonly caller: Proposer;
  /** The groups the caller is a member of now. */
  readonly memberOf: readonly string[];
  /** The mandate's `review.by`. */
  readonly reviewers: string;
}): AllowedAction {
  const { caller, memberOf, reviewers } = position;
  if (caller.kind !== 'user') {
    return {
      allowed: false,
      why: 'Only people review a mandate, signed in as themselves.',
    };
  }
  return memberOf.some(group => group.toLowerCase() === reviewers.toLowerCase())
    ? { allowed: true }
    : {
        allowed: false,
        why: `Only members of ${shortName(
          reviewers,
        )} review this mandate, and you are not one.`,
      };
}
