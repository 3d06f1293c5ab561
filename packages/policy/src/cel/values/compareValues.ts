import { compareNumbers, isNumber } from './compareNumbers';
import type { RuntimeValue } from './runtimeValue';
import { CelDuration, CelTimestamp } from './time';

/**
 * The order of two values: negative, zero, positive; NaN when one of them is NaN, which nothing is ordered with; undefined when
 * their types have no order between them. Numbers of different types are ordered by value, as cel-go does at run time.
 */
export function compareValues(
  left: RuntimeValue,
  right: RuntimeValue,
): number | undefined {
  if (isNumber(left)) {
    return isNumber(right) ? compareNumbers(left, right) : undefined;
  }
  if (typeof left === 'string') {
    return typeof right === 'string' ? compareStrings(left, right) : undefined;
  }
  if (typeof left === 'boolean') {
    return typeof right === 'boolean'
      ? Number(left) - Number(right)
      : undefined;
  }
  if (left instanceof CelTimestamp) {
    return right instanceof CelTimestamp
      ? left.seconds - right.seconds || left.nanoseconds - right.nanoseconds
      : undefined;
  }
  if (left instanceof CelDuration) {
    return right instanceof CelDuration
      ? compareNumbers(left.nanoseconds, right.nanoseconds)
      : undefined;
  }
  return left instanceof Uint8Array && right instanceof Uint8Array
    ? compareBytes(left, right)
    : undefined;
}

/** The order of strings by code points, which differs from JavaScript's where one has a surrogate pair. */
export function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const leftUnit = left.charCodeAt(index);
    const rightUnit = right.charCodeAt(index);
    if (leftUnit !== rightUnit) {
      return rankOfUnit(leftUnit) - rankOfUnit(rightUnit);
    }
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all single units, so they go behind them. */
function rankOfUnit(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    if (left[index] !== right[index]) {
      return left[index] - right[index];
    }
  }
  return left.length - right.length;
}
