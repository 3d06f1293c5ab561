import type { CelType } from '../types/celType';
import type { CelDouble, CelUint } from './numbers';

/**
 * Values as the engine computes with them.
 *
 * The caller's objects, arrays, strings and numbers are values already and are never copied: what is read out of
 * them passes `fromNative` (see `fromNative.ts`), which is idempotent and O(1).
 *
 * - int: a JavaScript number when it is a safe integer (never -0), else a bigint; so no int has two forms.
 * - double: always a `CelDouble`. A plain number that is not a safe integer and comes from outside becomes one.
 * - uint: a `CelUint`.
 * - list: an array, whose items pass `fromNative` when read.
 * - map: a plain object (string keys, fields that are `undefined` are absent), or a `CelMap`.
 * - everything else is an instance of one of the classes below.
 *
 * Errors are values too (`CelError`): each operation that is strict hands on the first error among its arguments.
 *
 * @public
 */
export type RuntimeValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | readonly unknown[]
  | CelObjectValue
  | PlainMap;

/** A JavaScript object as a map with string keys. @public */
export interface PlainMap {
  readonly [key: string]: unknown;
}

/** A value, or why there is none. @public */
export type Evaluated = RuntimeValue | CelError;

/** What a literal can hold. @public */
export type CelConstant =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | CelDouble
  | CelUint;

/** Base of every value that is an instance of a class of the engine or of a library (quantity, ip, …). @public */
export abstract class CelObjectValue {
  /** The value's type as `type(x)` answers it. */
  abstract readonly celType: CelType;

  /** Whether it equals another value of the same class; heterogeneous equality is decided in `equals.ts`. */
  abstract equalTo(other: CelObjectValue): boolean;
}

/** Why an evaluation has no value. Not an `Error`: it is made often and needs no stack. @public */
export class CelError {
  constructor(
    readonly message: string,
    /** The id of the node that failed, once known. */
    readonly exprId?: number,
  ) {}

  /** The same error, placed at a node unless it has a place already. */
  at(exprId: number): CelError {
    return this.exprId === undefined
      ? new CelError(this.message, exprId)
      : this;
  }
}

/** Whether an evaluation failed. @public */
export function isError(value: Evaluated): value is CelError {
  return value instanceof CelError;
}
