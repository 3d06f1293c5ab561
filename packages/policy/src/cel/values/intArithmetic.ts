import { toInt } from './numbers';
import { CelError } from './runtimeValue';

/** An int as the engine holds it: a safe integer as a number, anything else within int64 as a bigint. */
export type CelInt = number | bigint;

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

/** What arithmetic answers when the result lies outside int64. */
export const intOverflow = new CelError('integer overflow');

/** What dividing by zero answers. */
export const divisionByZero = new CelError('division by zero');

/** What the remainder of a division by zero answers. */
export const modulusByZero = new CelError('modulus by zero');

/** The int of a bigint, or an overflow. */
export function intWithinRange(value: bigint): CelInt | CelError {
  return value < smallest || value > largest ? intOverflow : toInt(value);
}

/** `left + right` in int64. */
export function addInts(left: CelInt, right: CelInt): CelInt | CelError {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) {
      return sum;
    }
  }
  return intWithinRange(BigInt(left) + BigInt(right));
}

/** `left - right` in int64. */
export function subtractInts(left: CelInt, right: CelInt): CelInt | CelError {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (Number.isSafeInteger(difference)) {
      return difference;
    }
  }
  return intWithinRange(BigInt(left) - BigInt(right));
}

/** `left * right` in int64. */
export function multiplyInts(left: CelInt, right: CelInt): CelInt | CelError {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    if (Number.isSafeInteger(product)) {
      // `+ 0` because 0 * -1 is -0, which is no int.
      return product + 0;
    }
  }
  return intWithinRange(BigInt(left) * BigInt(right));
}

/** `left / right` in int64, towards zero. */
export function divideInts(left: CelInt, right: CelInt): CelInt | CelError {
  if (typeof left === 'number' && typeof right === 'number') {
    // Without the remainder the division is exact, so that no rounding can reach the next integer.
    return right === 0 ? divisionByZero : (left - (left % right)) / right + 0;
  }
  return BigInt(right) === 0n
    ? divisionByZero
    : intWithinRange(BigInt(left) / BigInt(right));
}

/** `left % right` in int64, with the sign of `left`. */
export function moduloInts(left: CelInt, right: CelInt): CelInt | CelError {
  if (typeof left === 'number' && typeof right === 'number') {
    return right === 0 ? modulusByZero : (left % right) + 0;
  }
  if (BigInt(right) === 0n) {
    return modulusByZero;
  }
  // The quotient of the smallest int and -1 has no place in int64; Go and CEL refuse the remainder with it.
  return BigInt(left) === smallest && BigInt(right) === -1n
    ? intOverflow
    : toInt(BigInt(left) % BigInt(right));
}

/** `-value` in int64. */
export function negateInt(value: CelInt): CelInt | CelError {
  return typeof value === 'number' ? 0 - value : intWithinRange(-value);
}
