import { CelMap } from './celMap';
import { fromNative } from './fromNative';
import { mapKey } from './mapKey';
import { CelDouble, CelUint, isInt } from './numbers';
import { CelOptional } from './optional';
import { CelError, CelObjectValue } from './runtimeValue';
import type { Evaluated, PlainMap, RuntimeValue } from './runtimeValue';
import { CelStruct } from './struct';
import { timestampText } from './timestampText';
import { CelTimestamp } from './time';

/**
 * What stands in a container under a key or index; undefined when nothing does, so that the caller decides between an error
 * and an absent value.
 */
export function find(
  container: RuntimeValue,
  key: RuntimeValue,
): Evaluated | undefined {
  if (Array.isArray(container)) {
    return findItem(container, key);
  }
  const value = findStored(container, key);
  return value === undefined ? undefined : fromNative(value);
}

/** What stands in a container under a key or index, or the error that cel-go has when nothing does. */
export function lookUp(container: RuntimeValue, key: RuntimeValue): Evaluated {
  const value = find(container, key);
  return value === undefined ? notFound(container, key) : value;
}

/** Why `lookUp` found nothing. */
export function notFound(container: RuntimeValue, key: RuntimeValue): CelError {
  return new CelError(
    `${
      Array.isArray(container) ? 'index out of bounds' : 'no such key'
    }: ${keyText(key)}`,
  );
}

/** Whether a value has items, entries or fields. */
export function isContainer(value: RuntimeValue): boolean {
  return Array.isArray(value) || isMap(value) || value instanceof CelStruct;
}

/** Whether a value is a map: one of ours, or the caller's object. */
export function isMap(value: unknown): value is CelMap | PlainMap {
  return isPlainMap(value) || value instanceof CelMap;
}

/** Whether a value is a caller's object that stands for a map. */
export function isPlainMap(value: unknown): value is PlainMap {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return (
    Object.getPrototypeOf(value) === Object.prototype || isOtherPlainMap(value)
  );
}

/** An object without a prototype, of a class of the caller's, or of another realm. */
function isOtherPlainMap(value: object): boolean {
  return (
    !Array.isArray(value) &&
    !(value instanceof CelObjectValue) &&
    !(value instanceof CelError) &&
    !(value instanceof Uint8Array)
  );
}

/** The keys of a map, in order of insertion. */
export function keysOf(map: CelMap | PlainMap): readonly RuntimeValue[] {
  return map instanceof CelMap
    ? Array.from(map.entries.values(), ({ key }) => key)
    : keysOfObject(map);
}

/** The first key of a map, undefined when it is empty. */
export function firstKey(map: CelMap | PlainMap): RuntimeValue | undefined {
  if (map instanceof CelMap) {
    const [first] = map.entries.values();
    return first?.key;
  }
  for (const key in map) {
    if (Object.hasOwn(map, key) && map[key] !== undefined) {
      return key;
    }
  }
  return undefined;
}

/** An object's keys, those left out whose value is undefined. */
export function keysOfObject(map: PlainMap): readonly string[] {
  const keys = Object.keys(map);
  return Object.values(map).includes(undefined)
    ? keys.filter(key => map[key] !== undefined)
    : keys;
}

/** How many entries a map has. */
export function entryCount(map: CelMap | PlainMap): number {
  return map instanceof CelMap ? map.entries.size : keysOf(map).length;
}

function findItem(
  list: readonly unknown[],
  key: RuntimeValue,
): Evaluated | undefined {
  const index = typeof key === 'number' ? key : mapKey(key);
  if (typeof index === 'string' || typeof index === 'boolean') {
    return new CelError(
      `unsupported index type '${
        typeof index === 'string' ? 'string' : 'bool'
      }' in list`,
    );
  }
  if (index === undefined || !isIndex(index)) {
    return new CelError('unsupported index value in list');
  }
  return index >= 0 && index < list.length
    ? fromNative(list[Number(index)])
    : undefined;
}

/** Indexes are ints: a uint or a double beyond their range is none, not one that the list lacks. */
function isIndex(index: number | bigint): boolean {
  return typeof index === 'number' || BigInt.asIntN(64, index) === index;
}

/** The stored value, which has not passed `fromNative`. */
function findStored(container: RuntimeValue, key: RuntimeValue): unknown {
  if (container instanceof CelMap) {
    return container.get(key);
  }
  if (container instanceof CelStruct) {
    return typeof key === 'string' ? container.fields.get(key) : undefined;
  }
  return typeof key === 'string' &&
    isPlainMap(container) &&
    Object.hasOwn(container, key)
    ? container[key]
    : undefined;
}

function keyText(key: RuntimeValue): string {
  if (typeof key === 'string' || typeof key === 'boolean' || isInt(key)) {
    return String(key);
  }
  if (key instanceof CelUint || key instanceof CelDouble) {
    return String(key.value);
  }
  if (key instanceof CelTimestamp) {
    return timestampText(key);
  }
  return key instanceof CelOptional ? 'optional' : 'value';
}
