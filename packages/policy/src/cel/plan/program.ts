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

/** A program whose runs tell what each node was. Slower: nothing is folded or fused. @public */
export interface ObservedProgram extends Program {
  run(
    variables: Readonly<Record<string, unknown>>,
    costLimit?: number,
  ): ObservedResult;
}

/** The outcome of a run with what led to it. @public */
export interface ObservedResult extends RunResult {
  /** Each evaluated node's value by its id; of nodes inside loops the last one, or that of the element that decided. */
  readonly observed: ReadonlyMap<number, Evaluated>;
  /** The element that decided, by the id of an `all` or `exists`; none when no single element did. */
  readonly deciding: ReadonlyMap<number, DecidingElement>;
}

/** An element of a list, or an entry of a map, that decided an `all` or `exists`. @public */
export interface DecidingElement {
  /** Its index or key. */
  readonly key: Evaluated;
  /** What the first loop variable was: the item or key, of a two-variable macro over a list the index. */
  readonly value: Evaluated;
}
