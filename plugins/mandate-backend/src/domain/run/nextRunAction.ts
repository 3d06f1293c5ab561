import type { Observation } from '@mandate/plugin-mandate-node';
import {
  abortWords,
  type Attention,
  type Journal,
  type JournalStep,
  mayHaveEffect,
  type RunLimits,
  stepsToUndo,
} from './journal';

/** The next thing to do for a run. Each is one transaction or one call to the change kind, never both. */
export type RunAction =
  /** Ask the gate, and record the intent in the transaction in which it passed. */
  | { readonly type: 'gate-then-intend'; readonly step: JournalStep }
  /** Record the intent of a step without an effect. */
  | { readonly type: 'intend'; readonly step: JournalStep }
  | { readonly type: 'observe'; readonly step: JournalStep }
  | { readonly type: 'act'; readonly step: JournalStep }
  | {
      readonly type: 'finish-step';
      readonly step: JournalStep;
      readonly seen: Observation;
    }
  /** The step cannot be done; what was done is undone. */
  | {
      readonly type: 'fail-step';
      readonly step: JournalStep;
      readonly words: string;
    }
  | { readonly type: 'start-verification' }
  | { readonly type: 'verify' }
  /** End without ever having had an effect. */
  | { readonly type: 'cancel'; readonly words: string }
  | { readonly type: 'start-undo'; readonly words: string }
  | { readonly type: 'intend-undo'; readonly step: JournalStep }
  | { readonly type: 'observe-undone'; readonly step: JournalStep }
  | { readonly type: 'undo'; readonly step: JournalStep }
  | {
      readonly type: 'finish-step-undo';
      readonly step: JournalStep;
      readonly seen: Observation;
    }
  | { readonly type: 'finish-undo' }
  /** Look again later, under a new claim. */
  | {
      readonly type: 'wait';
      readonly step: JournalStep;
      readonly because: 'unknown' | 'not-yet';
      readonly words: string;
    }
  /** A person has to decide. */
  | { readonly type: 'stuck'; readonly words: string }
  /** It is a person's turn already. */
  | { readonly type: 'rest' };

/** What a run is decided from. */
export interface RunPosition {
  readonly journal: Journal;
  readonly attention?: Attention;
  readonly limits: RunLimits;
}

/** Decides what to do next, from what is written down and what this owner has seen. An abort comes before all else. */
export function nextRunAction(position: RunPosition): RunAction {
  const { state, abort, steps } = position.journal;
  switch (state) {
    case 'undoing':
      return nextWhileUndoing(position);
    case 'stuck':
      return abort ? afterAbort(position.journal) : { type: 'rest' };
    case 'verifying':
      return abort ? afterAbort(position.journal) : { type: 'verify' };
    case 'queued':
    case 'running': {
      if (abort) {
        return afterAbort(position.journal);
      }
      const failed = steps.find(step => step.state === 'failed');
      return failed
        ? { type: 'start-undo', words: failed.words ?? failedWords(failed) }
        : nextWhileDoing(position);
    }
    default:
      return unreachable(state);
  }
}

function afterAbort({ steps, abort }: Journal): RunAction {
  const words = abort ? abortWords(abort) : 'It was aborted.';
  return mayHaveEffect(steps)
    ? { type: 'start-undo', words }
    : { type: 'cancel', words };
}

function nextWhileDoing(position: RunPosition): RunAction {
  const { steps } = position.journal;
  const step = steps.find(candidate => candidate.state !== 'done');
  if (!step) {
    return { type: 'start-verification' };
  }
  const isFirst = step === steps[0];
  if (step.state === 'pending') {
    return {
      type: step.effect || isFirst ? 'gate-then-intend' : 'intend',
      step,
    };
  }
  if (step.state !== 'intended') {
    return {
      type: 'stuck',
      words: `The journal says that '${step.title}' is ${step.state}, which cannot be while the change is being done.`,
    };
  }
  const attention = attentionOn(position, step, 'do');
  const seen = attention?.seen;
  if (!seen) {
    return { type: 'observe', step };
  }
  if (seen.type === 'present') {
    return { type: 'finish-step', step, seen };
  }
  if (seen.type === 'unknown') {
    return waitOrStuck(position, step, seen.words);
  }
  if (attention.acted) {
    return afterActing(position, step, attention);
  }
  if (step.attempts >= position.limits.maximumAttempts) {
    return { type: 'fail-step', step, words: tooOftenWords(step, seen.words) };
  }
  return step.effect && !attention.gated
    ? { type: 'gate-then-intend', step }
    : { type: 'act', step };
}

/** It was acted, and the effect is observed to be absent. */
function afterActing(
  position: RunPosition,
  step: JournalStep,
  { acted, seen }: Attention,
): RunAction {
  if (acted?.type === 'refused') {
    return {
      type: 'fail-step',
      step,
      words: `'${step.title}' was refused: ${acted.words}`,
    };
  }
  const words = acted?.type === 'retry' ? acted.words : seen?.words ?? '';
  return step.attempts >= position.limits.maximumAttempts
    ? { type: 'fail-step', step, words: tooOftenWords(step, words) }
    : { type: 'wait', step, because: 'not-yet', words };
}

function nextWhileUndoing(position: RunPosition): RunAction {
  const { journal, limits } = position;
  const [step] = stepsToUndo(journal.steps);
  if (!step) {
    return { type: 'finish-undo' };
  }
  if (!step.undoIntended) {
    return { type: 'intend-undo', step };
  }
  const attention = attentionOn(position, step, 'undo');
  const seen = attention?.seen;
  if (!seen) {
    return { type: 'observe-undone', step };
  }
  if (seen.type === 'present' && isFencedOff(step, attention)) {
    return { type: 'finish-step-undo', step, seen };
  }
  if (seen.type === 'unknown') {
    return waitOrStuck(position, step, seen.words);
  }
  if (attention.acted?.type === 'refused') {
    return {
      type: 'stuck',
      words: differenceWords(journal, attention.acted.words),
    };
  }
  if (step.attempts >= limits.maximumAttempts) {
    return { type: 'stuck', words: differenceWords(journal, seen.words) };
  }
  return attention.acted
    ? { type: 'wait', step, because: 'not-yet', words: seen.words }
    : { type: 'undo', step };
}

/**
 * An earlier owner may stand still just before the effect of a step that was not seen done. Taking back what is not
 * there yet leaves this owner's fence at the target, so that the effect is refused when that owner goes on.
 */
function isFencedOff(step: JournalStep, { acted }: Attention): boolean {
  return (
    step.state !== 'intended' ||
    acted?.type === 'acted' ||
    acted?.type === 'refused'
  );
}

function waitOrStuck(
  { journal, limits }: RunPosition,
  step: JournalStep,
  words: string,
): RunAction {
  if (step.unknownObservations < limits.maximumUnknown) {
    return { type: 'wait', step, because: 'unknown', words };
  }
  return {
    type: 'stuck',
    words:
      journal.state === 'undoing'
        ? differenceWords(journal, words)
        : `It cannot be told whether '${step.title}' took effect: ${words}`,
  };
}

function attentionOn(
  { attention }: RunPosition,
  step: JournalStep,
  direction: Attention['direction'],
): Attention | undefined {
  return attention?.stepId === step.id && attention.direction === direction
    ? attention
    : undefined;
}

function differenceWords({ steps }: Journal, words: string): string {
  const titles = stepsToUndo(steps).map(step => `'${step.title}'`);
  return `Could not be undone completely: ${words} Still different from before: ${titles.join(
    ', ',
  )}.`;
}

function tooOftenWords(step: JournalStep, words: string): string {
  return `'${step.title}' was tried ${step.attempts} times without effect: ${words}`;
}

function failedWords(step: JournalStep): string {
  return `'${step.title}' failed.`;
}

function unreachable(state: never): never {
  throw new TypeError(`A run in state '${state}' is not known.`);
}
