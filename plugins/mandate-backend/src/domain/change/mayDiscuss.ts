import type { AllowedAction, Proposer } from '@mandate/plugin-mandate-common';
import { isSeparateFrom } from '../decide/eligibility';
import type { Change } from './change';

/** What asking and answering depend on. */
export interface DiscussionPosition {
  readonly change: Change;
  readonly caller: Proposer;
  /** The groups the caller is a member of. */
  readonly ownGroups: readonly string[];
  readonly hasOpenQuestion: boolean;
}

/** Whoever has to judge a change, or just wants to understand it, may ask while it waits for approval. */
export function mayAsk({
  change,
  caller,
}: Pick<DiscussionPosition, 'change' | 'caller'>): AllowedAction {
  if (change.state !== 'awaiting-approval') {
    return no('Questions are asked while a change waits for approval.');
  }
  if (caller.kind !== 'user') {
    return no('Only people ask questions about a change.');
  }
  return isSeparateFrom(caller.ref, change.proposer)
    ? { allowed: true }
    : no('It is your own change; others ask you.');
}

/** The proposer answers, who the proposer acts for, or, when that is no person, a member of the group that owns the target. */
export function mayAnswer({
  change,
  caller,
  ownGroups,
  hasOpenQuestion,
}: DiscussionPosition): AllowedAction {
  if (!hasOpenQuestion) {
    return no('There is no question that waits for an answer.');
  }
  const { proposer, target } = change;
  const owner = target.owner?.toLowerCase();
  const owns =
    proposer.kind !== 'user' &&
    ownGroups.some(group => group.toLowerCase() === owner);
  return owns || !isSeparateFrom(caller.ref, proposer)
    ? { allowed: true }
    : no('Who proposed the change answers.');
}

function no(why: string): AllowedAction {
  return { allowed: false, why };
}
