import { CelDouble, CelUint, isInt } from './numbers';
import type { Evaluated } from './runtimeValue';

/** A number of any of CEL's three types. */
export type CelNumber = number | bigint | CelDouble | CelUint;

/** Whether a value is a number. */
export function isNumber(value: Evaluated): value is CelNumber {
  return isInt(value) || value instanceof CelDouble || value instanceof CelUint;
}

/**
 * The order of two numbers by value, across types: negative, zero or positive; NaN when one of them is NaN. Next to a double the
 * other number is rounded to one, as cel-go does it; whole numbers are compared exactly.
 */
export function compareNumbers(left: CelNumber, right: CelNumber): number {
  return left instanceof CelDouble || right instanceof CelDouble
    ? order(Number(magnitude(left)), Number(magnitude(right)))
    : order(magnitude(left), magnitude(right));
}

function magnitude(value: CelNumber): number | bigint {
  return isInt(value) ? value : value.value;
}

function order(left: number | bigint, right: number | bigint): number {
  if (left < right) {
    return -1;
  }
  if (left > right) {
    return 1;
  }
  return left >= right ? 0 : NaN;
}
