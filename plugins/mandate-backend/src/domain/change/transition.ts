import {
  type ChangeState,
  isTerminal,
  type TerminalChangeState,
} from '@mandate/plugin-mandate-common';
import type { Oversight } from '@mandate/policy';

/** What can happen to a change; the arrows of the kernel's state diagram. */
export type ChangeEvent =
  | { readonly type: 'planned' }
  | { readonly type: 'decided'; readonly oversight: Oversight }
  /** The last missing vote was given. */
  | { readonly type: 'requirements-satisfied' }
  /** Somebody runs it without the missing votes, in an emergency. */
  | { readonly type: 'glass-broken' }
  | { readonly type: 'rejected' }
  | { readonly type: 'expired' }
  | { readonly type: 'withdrawn' }
  /** A voter took a vote back that the requirements need. */
  | { readonly type: 'approval-lost' }
  /** A newer change takes its place. */
  | { readonly type: 'superseded' }
  /** What it should bring is there already. */
  | { readonly type: 'needless' }
  /** It cannot be done any more; nothing was done. */
  | { readonly type: 'cancelled' }
  /** Somebody wants it to stop. `effects`: whether a step's effect was intended already. */
  | { readonly type: 'aborted'; readonly effects: boolean }
  | { readonly type: 'started' }
  /** G1–G3 failed. After the first effect, what was done is undone. */
  | { readonly type: 'gate-failed'; readonly effects: boolean }
  /** G4 or G5 failed before the first effect. */
  | { readonly type: 'gate-waits' }
  | { readonly type: 'steps-done' }
  | { readonly type: 'verified' }
  | { readonly type: 'step-failed'; readonly effects: boolean }
  | { readonly type: 'check-failed' }
  | { readonly type: 'undone' }
  | { readonly type: 'stuck' }
  /** A person decided about a stuck change: go on where it was, take it back, or take the target as it is. */
  | {
      readonly type: 'resolved';
      readonly outcome: 'retry';
      readonly resume: 'running' | 'verifying' | 'undoing';
    }
  | { readonly type: 'resolved'; readonly outcome: 'undo' }
  | {
      readonly type: 'resolved';
      readonly outcome: 'accept';
      readonly as: 'succeeded' | 'undone';
    };

/** What a transition depends on. */
export interface Transitionable {
  readonly state: ChangeState;
  /** Milliseconds since the epoch. */
  readonly expiresAtMs?: number;
}

/** The state after, or why the event cannot happen now. `words` is a sentence for people. */
export type TransitionOutcome =
  | {
      readonly type: 'moved';
      readonly state: ChangeState;
      /** Set when the new state is terminal. */
      readonly endedAtMs?: number;
    }
  | { readonly type: 'refused'; readonly words: string };

/** How a change ended, as in "it was rejected". */
export const endWords: Readonly<Record<TerminalChangeState, string>> = {
  succeeded: 'succeeded',
  undone: 'was undone',
  refused: 'was refused by a mandate',
  rejected: 'was rejected',
  expired: 'expired before everybody had approved',
  withdrawn: 'was withdrawn',
  superseded: 'was superseded',
  cancelled: 'was cancelled before anything was done',
};

const stateWords: Readonly<
  Record<Exclude<ChangeState, TerminalChangeState>, string>
> = {
  proposed: 'proposed',
  planned: 'planned',
  decided: 'decided',
  'awaiting-approval': 'waiting for approval',
  queued: 'waiting to start',
  running: 'running',
  verifying: 'being verified',
  undoing: 'being undone',
  stuck: 'stuck',
};

const afterDecision: Readonly<Record<Oversight, ChangeState>> = {
  forbid: 'refused',
  approve: 'awaiting-approval',
  notify: 'queued',
  autonomous: 'queued',
};

/** The one function that says which state follows. Terminal is terminal (I9). */
export function transition(
  { state, expiresAtMs }: Transitionable,
  event: ChangeEvent,
  nowMs: number,
): TransitionOutcome {
  if (isTerminal(state)) {
    return refused(`The change has ended: it ${endWords[state]}.`);
  }
  if (event.type === 'expired' && !isPast(expiresAtMs, nowMs)) {
    return refused('The approval has not expired yet.');
  }
  if (event.type === 'requirements-satisfied' && isPast(expiresAtMs, nowMs)) {
    return refused(
      'The approval has expired; the change can be proposed again.',
    );
  }
  const next = nextState(state, event);
  if (next === undefined) {
    return refused(
      `A change that is ${stateWords[state]} cannot be ${event.type}.`,
    );
  }
  return {
    type: 'moved',
    state: next,
    ...(isTerminal(next) && { endedAtMs: nowMs }),
  };
}

function nextState(
  state: Exclude<ChangeState, TerminalChangeState>,
  event: ChangeEvent,
): ChangeState | undefined {
  const beforeEffects = beforeEffectsState(event);
  switch (state) {
    case 'proposed':
      return event.type === 'planned' ? 'planned' : beforeEffects;
    case 'planned':
    case 'decided':
      return event.type === 'decided'
        ? afterDecision[event.oversight]
        : beforeEffects;
    case 'awaiting-approval':
      return awaitingNext(event) ?? beforeEffects;
    case 'queued':
      return queuedNext(event) ?? beforeEffects;
    case 'running':
      return runningNext(event);
    case 'verifying':
      return verifyingNext(event);
    case 'undoing':
      return undoingNext(event);
    case 'stuck':
      return stuckNext(event);
    default:
      return undefined;
  }
}

/** Ends that are open to every change that had no effect yet. */
function beforeEffectsState(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'withdrawn':
    case 'superseded':
    case 'cancelled':
      return event.type;
    case 'needless':
      return 'superseded';
    case 'aborted':
      return event.effects ? undefined : 'cancelled';
    default:
      return undefined;
  }
}

function awaitingNext(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'requirements-satisfied':
    case 'glass-broken':
      return 'queued';
    case 'rejected':
    case 'expired':
      return event.type;
    case 'gate-failed':
      return event.effects ? undefined : 'planned';
    default:
      return undefined;
  }
}

function queuedNext(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'started':
      return 'running';
    case 'approval-lost':
      return 'awaiting-approval';
    case 'gate-failed':
      return event.effects ? undefined : 'planned';
    case 'gate-waits':
      return 'queued';
    default:
      return undefined;
  }
}

function runningNext(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'steps-done':
      return 'verifying';
    case 'gate-failed':
      return event.effects ? 'undoing' : 'planned';
    case 'gate-waits':
      return 'queued';
    case 'aborted':
    case 'step-failed':
      return event.effects ? 'undoing' : 'cancelled';
    case 'stuck':
      return 'stuck';
    default:
      return undefined;
  }
}

function verifyingNext(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'verified':
      return 'succeeded';
    case 'check-failed':
    case 'aborted':
      return 'undoing';
    case 'stuck':
      return 'stuck';
    default:
      return undefined;
  }
}

function undoingNext(event: ChangeEvent): ChangeState | undefined {
  switch (event.type) {
    case 'undone':
      return 'undone';
    case 'aborted':
      return 'undoing';
    case 'stuck':
      return 'stuck';
    default:
      return undefined;
  }
}

function stuckNext(event: ChangeEvent): ChangeState | undefined {
  if (event.type === 'aborted') {
    return 'undoing';
  }
  if (event.type !== 'resolved') {
    return undefined;
  }
  switch (event.outcome) {
    case 'retry':
      return event.resume;
    case 'undo':
      return 'undoing';
    default:
      return event.as;
  }
}

function isPast(expiresAtMs: number | undefined, nowMs: number): boolean {
  return expiresAtMs !== undefined && nowMs >= expiresAtMs;
}

function refused(words: string): TransitionOutcome {
  return { type: 'refused', words };
}
