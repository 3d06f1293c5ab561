import {
  type AllowedAction,
  type ChangeAction,
  isTerminal,
  type Proposer,
} from '@mandate/plugin-mandate-common';
import { askedNow, votableGroups } from '../approval/votableGroups';
import { shortName } from '../approval/waitingWords';
import {
  eligibleGroups,
  involvedIn,
  isAuthor,
  isSeparateFrom,
} from '../decide/eligibility';
import {
  type InterventionPosition,
  mayBreakGlass,
  mayOverride,
} from '../intervention/mayIntervene';
import type { Change, ChangeRevision, ChangeVote } from './change';
import { mayAnswer, mayAsk } from './mayDiscuss';
import { mayPause, mayResume } from './mayPause';
import { endWords } from './transition';

/** What the answer depends on. */
export interface AllowedActionsInput {
  readonly change: Change;
  readonly revision?: ChangeRevision;
  /** Votes that stand on the revision. */
  readonly votes: readonly ChangeVote[];
  readonly caller: Proposer;
  /** The groups the caller may vote for now: their own, and those of people they vote for. */
  readonly memberOf: readonly string[];
  readonly nowMs: number;
}

/** What the answers about interventions depend on beside. */
export type InterventionInput = Pick<
  InterventionPosition,
  'roles' | 'interventions' | 'openReviews' | 'hold'
> & {
  /** Without those of people the caller votes for: emergencies are not delegated. */
  readonly ownGroups: readonly string[];
  /** Whether somebody paused the run. */
  readonly isPaused: boolean;
  /** Whether a question waits for its answer. */
  readonly hasOpenQuestion: boolean;
};

const YES: AllowedAction = { allowed: true };

/** What somebody may do with a change now, and why not. The same rules refuse the operations themselves. */
export function allowedActions(
  input: AllowedActionsInput & InterventionInput,
): Readonly<Record<ChangeAction, AllowedAction>> {
  const voting = mayVote(input);
  return {
    approve: voting,
    reject: voting,
    abstain: voting,
    ask: mayAsk(input),
    answer: mayAnswer(input),
    withdrawVote: mayWithdrawVote(input),
    withdraw: mayWithdraw(input),
    abort: mayAbort(input),
    remind: mayRemind(input),
    pause: mayPause(input),
    resume: mayResume(input),
    resolve: mayResolve(input),
    override: mayOverride({ ...input, memberOf: input.ownGroups }),
    breakGlass: mayBreakGlass({ ...input, memberOf: input.ownGroups }),
  };
}

/** Whether somebody may vote on the newest revision, apart from what the vote says. */
export function mayVote(input: AllowedActionsInput): AllowedAction {
  const { change, revision, caller, votes, nowMs } = input;
  if (caller.kind !== 'user') {
    return no(
      `Only people approve or reject. You are signed in as ${withArticle(
        caller.kind,
      )}; ask a member of the groups that are needed.`,
    );
  }
  if (isTerminal(change.state)) {
    return no(`It is too late to vote: the change ${endWords[change.state]}.`);
  }
  if (change.state !== 'awaiting-approval' || !revision) {
    return no('Nobody has to approve this change now.');
  }
  if (change.expiresAtMs !== undefined && nowMs >= change.expiresAtMs) {
    return no(
      'The approval has expired. The change can be proposed again if it is still wanted.',
    );
  }
  if (!isSeparateFrom(caller.ref, change.proposer)) {
    return no(notSeparateWords(caller, change.proposer));
  }
  if (isAuthor(caller.ref, involvedIn(change, revision).authors)) {
    return no('You wrote what this change brings; somebody else approves it.');
  }
  const voted = votes.some(({ voter }) => isSame(voter, caller.ref));
  if (
    !voted &&
    votableGroups({ revision, votes, memberOf: input.memberOf, nowMs })
      .length === 0
  ) {
    return no(notAskedWords(input, revision));
  }
  return voted
    ? no(
        'You have voted on this revision already. You can take your vote back until the run starts.',
      )
    : YES;
}

function notSeparateWords({ ref }: Proposer, proposer: Proposer): string {
  if (isSame(ref, proposer.ref)) {
    return 'You proposed this change; somebody else has to approve it.';
  }
  return proposer.onBehalfOf !== undefined && isSame(ref, proposer.onBehalfOf)
    ? 'This change was proposed on your behalf; somebody else has to approve it.'
    : `You answer for ${proposer.ref}, which proposed this change; somebody else has to approve it.`;
}

function notAskedWords(
  { votes, memberOf, nowMs }: AllowedActionsInput,
  revision: ChangeRevision,
): string {
  const { requirements } = revision.decision;
  const waitedMs = nowMs - revision.createdAtMs;
  const asked = askedNow({ revision, votes }).map(({ group }) =>
    shortName(group),
  );
  return eligibleGroups(requirements, memberOf, waitedMs).length > 0
    ? `It is not your turn yet: ${asked.join(', ')} decide first.`
    : `You are in none of the groups that are asked: ${asked.join(', ')}.`;
}

/** A voter may take a vote back until the run starts. */
export function mayWithdrawVote({
  change,
  votes,
  caller,
}: AllowedActionsInput): AllowedAction {
  const voted =
    caller.kind === 'user' &&
    votes.some(({ voter }) => isSame(voter, caller.ref));
  if (!voted) {
    return no('You have no vote on this revision.');
  }
  return change.state === 'awaiting-approval' || change.state === 'queued'
    ? YES
    : no('A vote can be taken back only until the run starts.');
}

/** The proposer, who the proposer acts for, or who answers for the agent may withdraw until the run starts. */
export function mayWithdraw({
  change,
  caller,
}: AllowedActionsInput): AllowedAction {
  if (isTerminal(change.state)) {
    return no(`The change ${endWords[change.state]}.`);
  }
  if (isSeparateFrom(caller.ref, change.proposer)) {
    return no('Only who proposed a change can withdraw it.');
  }
  return isBeforeRun(change)
    ? YES
    : no('It has started. You can abort it; what was done is then undone.');
}

/** People may stop every change; agents, services and detectors only their own. */
export function mayAbort({
  change,
  caller,
}: AllowedActionsInput): AllowedAction {
  if (isTerminal(change.state)) {
    return no(`The change ${endWords[change.state]}.`);
  }
  return caller.kind === 'user' || isSame(caller.ref, change.proposer.ref)
    ? YES
    : no('Only people can abort a change that somebody else proposed.');
}

/** Whoever waits may have the missing approvers reminded. */
export function mayRemind({ change }: AllowedActionsInput): AllowedAction {
  return change.state === 'awaiting-approval'
    ? YES
    : no('Nobody has to be reminded: the change does not wait for approval.');
}

/** Only a person decides what becomes of a stuck change. */
export function mayResolve({
  change,
  caller,
}: AllowedActionsInput): AllowedAction {
  if (change.state !== 'stuck') {
    return no('The change is not stuck.');
  }
  return caller.kind === 'user'
    ? YES
    : no('Only a person can decide what happens to a stuck change.');
}

function isBeforeRun({ state }: Change): boolean {
  return (
    state === 'proposed' ||
    state === 'planned' ||
    state === 'decided' ||
    state === 'awaiting-approval' ||
    state === 'queued'
  );
}

function isSame(ref: string, other: string): boolean {
  return ref.toLowerCase() === other.toLowerCase();
}

function withArticle(kind: string): string {
  return /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

function no(why: string): AllowedAction {
  return { allowed: false, why };
}
