import type { CelType } from '../types/celType';
import type { Evaluated } from '../values/runtimeValue';

/**
 * A planned expression: closures over a frame, ready to run. It keeps no state between runs.
 *
 * @public
 */
export interface Program {
  readonly type: CelType;
  /** Runs over the variables' values, in at most `costLimit` units of work (default: the environment's). Never throws. */
  run(
    variables: Readonly<Record<string, unknown>>,
    costLimit?: number,
  ): RunResult;
}

/** The outcome of a run, and the work it took in cost units. @public */
export interface RunResult {
  readonly value: Evaluated;
  readonly cost: number;
}
