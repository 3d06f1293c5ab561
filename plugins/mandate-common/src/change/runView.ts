/**
 * A step of the run with its journal state.
 *
 * @public
 */
export interface StepView {
  readonly id: string;
  readonly title: string;
  readonly effect: boolean;
  readonly state: 'pending' | 'intended' | 'done' | 'failed' | 'undone';
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** What was observed, or why it failed. */
  readonly words?: string;
}

/**
 * One check of the verification.
 *
 * @public
 */
export interface CheckView {
  readonly id: string;
  readonly title: string;
  readonly status: 'passing' | 'failing' | 'pending' | 'unknown';
  readonly words: string;
  readonly at: string;
}

/**
 * A line of a run's log, as a step reported it.
 *
 * @public
 */
export interface RunLogLine {
  readonly at: string;
  readonly stepId: string;
  readonly words: string;
}
