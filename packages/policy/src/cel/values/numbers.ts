import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelObjectValue } from './runtimeValue';

/** A double. Ints are plain numbers, so doubles are boxed. @public */
export class CelDouble extends CelObjectValue {
  constructor(readonly value: number) {
    super();
  }

  get celType(): CelType {
    return types.double;
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof CelDouble && other.value === this.value;
  }
}

/** A uint: 0 to 2^64-1. @public */
export class CelUint extends CelObjectValue {
  constructor(readonly value: bigint) {
    super();
  }

  get celType(): CelType {
    return types.uint;
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof CelUint && other.value === this.value;
  }
}

/** Whether a value is an int: a safe integer, or a bigint within int64. */
export function isInt(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

/** The int of a bigint: a number when it is a safe integer. The caller has checked the range of int64. */
export function toInt(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) &&
    value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}
