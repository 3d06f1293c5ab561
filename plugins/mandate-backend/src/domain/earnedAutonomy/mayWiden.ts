import type { AllowedAction, Proposer } from '@mandate/plugin-mandate-common';
import { shortName } from '../approval/waitingWords';

/** Whether somebody may undo what failures took from a mandate: a person of the group that owns it. */
export function mayWiden(position: {
  readonly caller: Proposer;
  /** The groups the caller is a member of now. */
  readonly memberOf: readonly string[];
  /** The mandate's owner. */
  readonly owner: string;
}): AllowedAction {
  const { caller, memberOf, owner } = position;
  if (caller.kind !== 'user') {
    return {
      allowed: false,
      why: 'Only people widen a mandate, signed in as themselves.',
    };
  }
  return memberOf.some(group => group.toLowerCase() === owner.toLowerCase())
    ? { allowed: true }
    : {
        allowed: false,
        why: `Only members of its owner, ${shortName(
          owner,
        )}, widen this mandate again.`,
      };
}
