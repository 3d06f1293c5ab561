import type { CheckedExpression } from '../cel/check/checkedExpression';
import type { ExpressionEnvironment } from './environment';

/**
 * A value as an expression reads or answers it: plain JavaScript. Integers beyond ±2^53 are bigints; maps are
 * objects when every key is a string, and a `Map` otherwise. Timestamps are RFC 3339 strings and durations are
 * seconds with the suffix `s`, as in protobuf's JSON form.
 *
 * @public
 */
export type CelValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly CelValue[]
  | ReadonlyMap<string | number | bigint | boolean, CelValue>
  | { readonly [field: string]: CelValue };

/**
 * Why a source is no valid expression. `line` and `column` are 1-based and point into the source.
 *
 * @public
 */
export interface ExpressionError {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * The outcome of one evaluation. An error is never a value: callers treat it as the strict answer.
 *
 * @public
 */
export type EvaluationResult =
  | { readonly ok: true; readonly value: CelValue }
  | { readonly ok: false; readonly error: string };

/**
 * What an expression is evaluated over: the variables its environment declares, by name.
 *
 * @public
 */
export type ExpressionInput = Readonly<Record<string, unknown>>;

/**
 * A compiled expression. It keeps no state between evaluations and may be shared.
 *
 * @public
 */
export interface ExpressionProgram {
  readonly source: string;
  readonly environment: ExpressionEnvironment;
  /** The syntax tree with the type of each part, for tools. */
  readonly checked: CheckedExpression;
  /** Evaluates over the input. It never throws. */
  evaluate(input: ExpressionInput): EvaluationResult;
  /** Evaluates in at most `costLimit` units of work and says how many it took, for callers who share a budget among many runs. */
  measure(
    input: ExpressionInput,
    costLimit: number,
  ): { readonly result: EvaluationResult; readonly cost: number };
}

/**
 * A program, or every error found with its position.
 *
 * @public
 */
export type CompileResult =
  | { readonly ok: true; readonly program: ExpressionProgram }
  | { readonly ok: false; readonly errors: readonly ExpressionError[] };
