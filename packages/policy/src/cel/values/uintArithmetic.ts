import { divisionByZero, modulusByZero } from './intArithmetic';
import { CelUint } from './numbers';
import { CelError } from './runtimeValue';

const largest = 2n ** 64n - 1n;

/** What arithmetic answers when the result lies outside uint64. */
export const uintOverflow = new CelError('unsigned integer overflow');

/** The uint of a bigint, or an overflow. */
export function uintWithinRange(value: bigint): CelUint | CelError {
  return value < 0n || value > largest ? uintOverflow : new CelUint(value);
}

/** `left + right` in uint64. */
export function addUints(left: CelUint, right: CelUint): CelUint | CelError {
  return uintWithinRange(left.value + right.value);
}

/** `left - right` in uint64; below zero is an overflow. */
export function subtractUints(
  left: CelUint,
  right: CelUint,
): CelUint | CelError {
  return uintWithinRange(left.value - right.value);
}

/** `left * right` in uint64. */
export function multiplyUints(
  left: CelUint,
  right: CelUint,
): CelUint | CelError {
  return uintWithinRange(left.value * right.value);
}

/** `left / right` in uint64. */
export function divideUints(left: CelUint, right: CelUint): CelUint | CelError {
  return right.value === 0n
    ? divisionByZero
    : new CelUint(left.value / right.value);
}

/** `left % right` in uint64. */
export function moduloUints(left: CelUint, right: CelUint): CelUint | CelError {
  return right.value === 0n
    ? modulusByZero
    : new CelUint(left.value % right.value);
}
