import type { ActOutcome, Observation } from '@mandate/plugin-mandate-node';

/** Where a step is in the journal. */
export type StepState = 'pending' | 'intended' | 'done' | 'failed' | 'undone';

/** One step as the journal has it. */
export interface JournalStep {
  readonly id: string;
  readonly title: string;
  /** Whether the step changes the world; its intent needs a gate. */
  readonly effect: boolean;
  readonly state: StepState;
  /** Whether taking it back was begun. */
  readonly undoIntended: boolean;
  /** How often it was acted in the present direction. */
  readonly attempts: number;
  /** How often in a row it could not be told whether the effect is there. */
  readonly unknownObservations: number;
  readonly words?: string;
}

/** States of a change in which it has a run. */
export type RunState = 'queued' | 'running' | 'verifying' | 'undoing' | 'stuck';

/** Who asked to abort, and why. */
export interface AbortRequest {
  readonly by: string;
  readonly reason: string;
}

/** Who asked to abort and why, as people read it. */
export function abortWords({ by, reason }: AbortRequest): string {
  return `Aborted by ${by}: ${reason}`;
}

/** Everything that is written down about a run. Only what is in here survives a crash. */
export interface Journal {
  readonly state: RunState;
  /** In the order in which they are done. */
  readonly steps: readonly JournalStep[];
  readonly abort?: AbortRequest;
}

/**
 * What the run's present owner knows beside the journal, about one step in one direction. It is empty after a claim:
 * a new owner observes first and passes a gate of its own before it acts (I1).
 */
export interface Attention {
  readonly stepId: string;
  readonly direction: 'do' | 'undo';
  /** Whether the gate was passed, under this owner's fence. */
  readonly gated: boolean;
  /** The last look; absent when something was done since. */
  readonly seen?: Observation;
  /** What acting came to, under this owner's fence. */
  readonly acted?: ActOutcome;
}

/** How long to be patient. */
export interface RunLimits {
  /** After how many unknown observations in a row a person is asked. */
  readonly maximumUnknown: number;
  /** After how many acts whose effect does not show the step counts as failed. */
  readonly maximumAttempts: number;
}

/** Whether any step may have changed the target. Before that, a change ends without a trace. */
export function mayHaveEffect(steps: readonly JournalStep[]): boolean {
  return steps.some(step => step.effect && step.state !== 'pending');
}

/** Steps whose effect may be there and is not taken back, last one first: the order of undoing. */
export function stepsToUndo(
  steps: readonly JournalStep[],
): readonly JournalStep[] {
  return steps
    .filter(step => ['intended', 'done', 'failed'].includes(step.state))
    .reverse();
}
