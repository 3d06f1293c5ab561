import type { AllowedAction, Proposer } from '@mandate/plugin-mandate-common';
import type { Change } from './change';

/** What pausing and resuming depend on. */
export interface PausePosition {
  readonly change: Change;
  readonly caller: Proposer;
  readonly isPaused: boolean;
}

/** People may pause every change before it has done all of its steps; agents, services and detectors only their own. */
export function mayPause({
  change,
  caller,
  isPaused,
}: PausePosition): AllowedAction {
  if (change.state !== 'queued' && change.state !== 'running') {
    return no(
      'Only a change that waits to start, or that is running, can be paused.',
    );
  }
  if (isPaused) {
    return no('It is paused already.');
  }
  const isOwn = caller.ref.toLowerCase() === change.proposer.ref.toLowerCase();
  return caller.kind === 'user' || isOwn
    ? { allowed: true }
    : no('Only people can pause a change that somebody else proposed.');
}

/** Pausing is the safe side; only a person lets it go on. */
export function mayResume({ caller, isPaused }: PausePosition): AllowedAction {
  if (!isPaused) {
    return no('It is not paused.');
  }
  return caller.kind === 'user'
    ? { allowed: true }
    : no('Only a person can let a paused change go on.');
}

function no(why: string): AllowedAction {
  return { allowed: false, why };
}
