import { CelMap } from './celMap';
import { fromNative } from './fromNative';
import { CelDouble, CelUint, isInt } from './numbers';
import { CelError, CelObjectValue } from './runtimeValue';
import type { Evaluated, PlainMap } from './runtimeValue';

/**
 * CEL's equality over all types: numbers by value across int, uint and double; lists and maps item by item; values of different
 * types are not equal (never an error), as cel-spec's "heterogeneous equality" has it.
 */
export function valuesEqual(left: Evaluated, right: Evaluated): boolean {
  if (left === right) {
    return true;
  }
  if (isNumber(left) && isNumber(right)) {
    return sameNumber(numericValue(left), numericValue(right));
  }
  if (left instanceof Uint8Array) {
    return (
      right instanceof Uint8Array &&
      left.length === right.length &&
      left.every((byte, index) => byte === right[index])
    );
  }
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item, index) =>
        valuesEqual(fromNative(item), fromNative(right[index])),
      )
    );
  }
  if (isMap(left)) {
    return isMap(right) && mapsEqual(left, right);
  }
  return (
    left instanceof CelObjectValue &&
    right instanceof CelObjectValue &&
    left.equalTo(right)
  );
}

type CelNumber = number | bigint | CelDouble | CelUint;

function isNumber(value: Evaluated): value is CelNumber {
  return isInt(value) || value instanceof CelDouble || value instanceof CelUint;
}

/** JavaScript orders a number and a bigint by mathematical value, and NaN with nothing: what CEL wants. */
function sameNumber(left: number | bigint, right: number | bigint): boolean {
  return left <= right && left >= right;
}

function numericValue(value: CelNumber): number | bigint {
  return isInt(value) ? value : value.value;
}

function isMap(value: Evaluated): value is CelMap | PlainMap {
  return (
    value instanceof CelMap ||
    (typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      !(value instanceof Uint8Array) &&
      !(value instanceof CelObjectValue) &&
      !(value instanceof CelError))
  );
}

function mapsEqual(left: CelMap | PlainMap, right: CelMap | PlainMap): boolean {
  const leftKeys = keysOf(left);
  return (
    leftKeys.length === keysOf(right).length &&
    leftKeys.every(key => {
      const value = valueAt(right, key);
      return (
        value !== undefined &&
        valuesEqual(fromNative(valueAt(left, key)), fromNative(value))
      );
    })
  );
}

function keysOf(
  map: CelMap | PlainMap,
): readonly (string | boolean | number | bigint)[] {
  return map instanceof CelMap
    ? [...map.entries.keys()]
    : Object.keys(map).filter(key => map[key] !== undefined);
}

function valueAt(
  map: CelMap | PlainMap,
  key: string | boolean | number | bigint,
): unknown {
  if (map instanceof CelMap) {
    return map.entries.get(key)?.value;
  }
  return typeof key === 'string' && Object.hasOwn(map, key)
    ? map[key]
    : undefined;
}
