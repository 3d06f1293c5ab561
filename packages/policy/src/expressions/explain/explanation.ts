import type { CelValue, EvaluationResult } from '../expression';

/**
 * A path an expression read, such as `risk.level`, with the value it had; absent when it has none.
 *
 * @public
 */
export interface ReadPath {
  readonly path: string;
  readonly value?: CelValue;
}

/**
 * The item that decided an `all` or `exists`: the first that broke it or made it true.
 *
 * @public
 */
export interface DecidingItem {
  /** What was looped over, as written. */
  readonly of: string;
  /** The item's index, from 0, or its key. */
  readonly key: CelValue;
}

/**
 * Why an expression, or one clause of it, has its value.
 *
 * @public
 */
export interface Explanation {
  /** The clause as written. */
  readonly source: string;
  readonly result: EvaluationResult;
  /** How the clauses are joined; absent for a single clause, which then has none inside. */
  readonly joinedBy?: '&&' | '||';
  readonly clauses: readonly Explanation[];
  /** What was read to find the result, in order; of a joined one, what its clauses read. */
  readonly reads: readonly ReadPath[];
  readonly decidingItem?: DecidingItem;
}
