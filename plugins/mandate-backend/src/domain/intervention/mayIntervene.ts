import type { AllowedAction, Proposer } from '@mandate/plugin-mandate-common';
import { isTerminal } from '@mandate/plugin-mandate-common';
import type { Change } from '../change/change';
import { endWords } from '../change/transition';
import { isSeparateFrom } from '../decide/eligibility';
import type { Intervention } from './intervention';

/** Who may intervene: members of these groups, as configured. */
export interface InterventionRoles {
  readonly override: readonly string[];
  readonly breakGlass: readonly string[];
  readonly reviewers: readonly string[];
}

/** What the answer depends on. */
export interface InterventionPosition {
  readonly change: Change;
  readonly caller: Proposer;
  /** The groups the caller is a member of now. */
  readonly memberOf: readonly string[];
  readonly roles: InterventionRoles;
  /** Those on this change's newest plan. */
  readonly interventions: readonly Intervention[];
  /** The caller's own broken glass, on other changes, that nobody reviewed yet. */
  readonly openReviews: readonly Intervention[];
  /** What keeps the run from going on now. */
  readonly hold?: string;
}

/** Whether somebody may start the change in spite of a freeze, or outside its window. */
export function mayOverride(position: InterventionPosition): AllowedAction {
  const { change, roles, hold } = position;
  const refusal = refusedToAll(position, roles.override, 'override a freeze');
  if (refusal) {
    return refusal;
  }
  // One that holds ends the hold: what waits again was approved afterwards, under conditions of its own.
  return hold === 'change-window' || hold === 'earliest-start'
    ? { allowed: true }
    : no(
        `No freeze and no window keeps ${change.title} waiting, so there is nothing to override.`,
      );
}

/** Whether somebody may let the change run at once, in spite of missing approvals, kill switches and freezes. */
export function mayBreakGlass(position: InterventionPosition): AllowedAction {
  const { change, roles, hold, interventions, openReviews } = position;
  const refusal = refusedToAll(position, roles.breakGlass, 'break the glass');
  if (refusal) {
    return refusal;
  }
  if (interventions.some(({ kind }) => kind === 'break-glass')) {
    return no('The glass is broken for this plan already.');
  }
  if (openReviews.length > 0) {
    return no(
      'Your last broken glass was not reviewed yet. Somebody else has to review it first; it is on the Calendar page under "Interventions to review".',
    );
  }
  if (hold === 'change-set') {
    return no(
      'It waits for the other changes of its set, and broken glass does not change their order. Break the glass on the one that comes first, or propose this one alone.',
    );
  }
  return change.state === 'awaiting-approval' || hold !== undefined
    ? { allowed: true }
    : no('Nothing keeps it from running, so there is no glass to break.');
}

/** Whether somebody may judge an intervention: a reviewer who neither intervened nor proposed what it let run. */
export function mayReview(position: {
  readonly intervention: Intervention;
  /** The change it was on, as far as it is still known. */
  readonly change?: Pick<Change, 'proposer'>;
  readonly caller: Proposer;
  readonly memberOf: readonly string[];
  readonly roles: InterventionRoles;
}): AllowedAction {
  const { intervention, change, caller, memberOf, roles } = position;
  if (caller.kind !== 'user') {
    return no('Only people review an intervention.');
  }
  if (intervention.by.toLowerCase() === caller.ref.toLowerCase()) {
    return no('You intervened; somebody else has to review it.');
  }
  if (change && !isSeparateFrom(caller.ref, change.proposer)) {
    return no('It let your own change run; somebody else has to review it.');
  }
  return isMember(memberOf, roles.reviewers)
    ? { allowed: true }
    : no(notInAny('review an intervention', roles.reviewers));
}

function refusedToAll(
  { change, caller, memberOf }: InterventionPosition,
  groups: readonly string[],
  what: string,
): AllowedAction | undefined {
  if (caller.kind !== 'user') {
    return no(`Only people ${what}, signed in as themselves.`);
  }
  if (isTerminal(change.state)) {
    return no(`It is too late: the change ${endWords[change.state]}.`);
  }
  return isMember(memberOf, groups) ? undefined : no(notInAny(what, groups));
}

function notInAny(what: string, groups: readonly string[]): string {
  return groups.length === 0
    ? `Nobody may ${what}: no group is configured for it.`
    : `You may not ${what}; members of these groups may: ${groups.join(', ')}.`;
}

function isMember(
  memberOf: readonly string[],
  groups: readonly string[],
): boolean {
  const mine = new Set(memberOf.map(group => group.toLowerCase()));
  return groups.some(group => mine.has(group.toLowerCase()));
}

function no(why: string): AllowedAction {
  return { allowed: false, why };
}
