import { CelMap } from './celMap';
import type { MapKey } from './celMap';
import { compareNumbers, isNumber } from './compareNumbers';
import { fromNative } from './fromNative';
import { keysOfObject } from './lookup';

import { CelOptional } from './optional';
import { CelError, CelObjectValue } from './runtimeValue';
import type { Evaluated, PlainMap } from './runtimeValue';

/** Who is told how much work a comparison is; may throw to end it. */
export interface WorkMeter {
  charge(units: number): void;
}

/**
 * CEL's equality over all types: numbers by value across int, uint and double; lists and maps item by item; values of different
 * types are not equal (never an error), as cel-spec's "heterogeneous equality" has it.
 */
export function valuesEqual(
  left: Evaluated,
  right: Evaluated,
  meter?: WorkMeter,
): boolean {
  if (isNumber(left)) {
    return isNumber(right) && compareNumbers(left, right) === 0;
  }
  if (typeof left !== 'object' || left === null) {
    return left === right;
  }
  if (left instanceof Uint8Array) {
    return right instanceof Uint8Array && bytesEqual(left, right, meter);
  }
  if (Array.isArray(left)) {
    return Array.isArray(right) && listsEqual(left, right, meter);
  }
  if (isMap(left)) {
    return isMap(right) && mapsEqual(left, right, meter);
  }
  if (left instanceof CelOptional) {
    return right instanceof CelOptional && optionalsEqual(left, right, meter);
  }
  return (
    left instanceof CelObjectValue &&
    right instanceof CelObjectValue &&
    left.equalTo(right)
  );
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

function bytesEqual(
  left: Uint8Array,
  right: Uint8Array,
  meter?: WorkMeter,
): boolean {
  meter?.charge(Math.floor(Math.min(left.length, right.length) / 10));
  return (
    left.length === right.length &&
    left.every((byte, index) => byte === right[index])
  );
}

/** Each item is a comparison of its own, which is more than the tenth of a unit that cel-go counts. */
function listsEqual(
  left: readonly unknown[],
  right: readonly unknown[],
  meter?: WorkMeter,
): boolean {
  if (left.length !== right.length) {
    return false;
  }
  for (let index = 0; index < left.length; index++) {
    if (index > 0) {
      meter?.charge(4);
    }
    if (
      !valuesEqual(fromNative(left[index]), fromNative(right[index]), meter)
    ) {
      return false;
    }
  }
  return true;
}

function optionalsEqual(
  left: CelOptional,
  right: CelOptional,
  meter?: WorkMeter,
): boolean {
  return left.value === undefined || right.value === undefined
    ? left.value === right.value
    : valuesEqual(left.value, right.value, meter);
}

/** Each entry is looked up twice and compared. */
function mapsEqual(
  left: CelMap | PlainMap,
  right: CelMap | PlainMap,
  meter?: WorkMeter,
): boolean {
  const keys = keysOf(left);
  const rightSize = keysOf(right).length;
  meter?.charge(Math.floor((keys.length + rightSize) / 4));
  if (keys.length !== rightSize) {
    return false;
  }
  for (const key of keys) {
    meter?.charge(8);
    const value = valueAt(right, key);
    if (
      value === undefined ||
      !valuesEqual(fromNative(valueAt(left, key)), fromNative(value), meter)
    ) {
      return false;
    }
  }
  return true;
}

function keysOf(map: CelMap | PlainMap): readonly MapKey[] {
  return map instanceof CelMap ? [...map.entries.keys()] : keysOfObject(map);
}

function valueAt(map: CelMap | PlainMap, key: MapKey): unknown {
  if (map instanceof CelMap) {
    return map.entries.get(key)?.value;
  }
  return typeof key === 'string' && Object.hasOwn(map, key)
    ? map[key]
    : undefined;
}
