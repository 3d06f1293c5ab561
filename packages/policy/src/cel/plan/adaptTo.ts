import { formatType } from '../types/formatType';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { parseDuration } from '../values/durationText';
import type { WorkMeter } from '../values/equals';
import { parseIsoDuration } from '../values/isoDuration';
import { fromNative } from '../values/fromNative';
import {
  entryCount,
  isMap,
  isPlainMap,
  keysOf,
  lookUp,
} from '../values/lookup';
import { CelDouble, CelUint, isInt } from '../values/numbers';
import { CelOptional } from '../values/optional';
import { CelError, CelObjectValue } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../values/time';
import { parseTimestamp } from '../values/timestampText';
import { typeOf } from '../values/typeOf';
import { decodeBase64 } from '../values/base64';
import { CelMap } from '../values/celMap';
import { mapKey } from '../values/mapKey';
import type { ReadOptions } from './planContext';
import type { MapKey } from '../values/celMap';

/** Schemas have a format `date`, too. */
const isDate = /^\d{4}-\d\d-\d\d$/;

/** Turns a value that came out of the caller's data into one of the declared type, or an error; passes errors on. */
export type Adapt = (value: Evaluated, meter: WorkMeter) => Evaluated;

/**
 * How values of a declared type are read, undefined when any will do. Data is JSON mostly: a whole number is a double where a
 * double is declared; times, durations and bytes are strings. Lists and maps are converted as a whole only if their items need
 * it; otherwise the items are looked at when they are read, as they are of a value that is only read from (`asContainer`).
 */
export function adaptTo(
  type: CelType,
  { asContainer = false }: ReadOptions = {},
): Adapt | undefined {
  switch (type.kind) {
    case 'dyn':
    case 'error':
    case 'parameter':
      return undefined;
    case 'wrapper': {
      const adapt = adaptTo(type.of);
      return (
        adapt &&
        ((value, meter) => (value === null ? null : adapt(value, meter)))
      );
    }
    case 'list':
      return adaptList(type, asContainer ? types.dyn : type.element);
    case 'map':
      return adaptMap(type, asContainer ? types.dyn : type.value);
    case 'opaque':
      return type.name === 'optional_type'
        ? adaptOptional(type, type.parameters[0])
        : adaptItself(type);
    default:
      return adaptItself(type);
  }
}

function adaptItself(type: CelType): Adapt {
  const read = reading(type);
  switch (type.kind) {
    // What most data are has closures of its own, without a call between.
    case 'string':
      return value =>
        typeof value === 'string' ? value : mismatch(value, type);
    case 'int':
      return value =>
        typeof value === 'number' || typeof value === 'bigint'
          ? value
          : mismatch(value, type);
    case 'bool':
      return value =>
        typeof value === 'boolean' ? value : mismatch(value, type);
    default:
      return value => {
        const adapted = value instanceof CelError ? value : read(value);
        return adapted === undefined ? mismatch(value, type) : adapted;
      };
  }
}

/** A reading answers undefined for a value that is not of the type. */
function reading(
  type: CelType,
): (value: RuntimeValue) => Evaluated | undefined {
  switch (type.kind) {
    case 'null':
      return value => (value === null ? null : undefined);
    case 'double':
      return doubleFrom;
    case 'uint':
      return uintFrom;
    case 'bytes':
      return bytesFrom;
    case 'timestamp':
      return timestampFrom;
    case 'duration':
      return durationFrom;
    case 'object':
      // As messages are in cel-spec, objects may be null.
      return value =>
        isMap(value) || value === null || isInstance(value, type.name)
          ? value
          : undefined;
    case 'opaque':
      return value => (isInstance(value, type.name) ? value : undefined);
    default:
      return value =>
        value instanceof CelObjectValue && value.celType.kind === type.kind
          ? value
          : undefined;
  }
}

function doubleFrom(value: RuntimeValue): Evaluated | undefined {
  if (value instanceof CelDouble) {
    return value;
  }
  return isInt(value) ? new CelDouble(Number(value)) : undefined;
}

function uintFrom(value: RuntimeValue): Evaluated | undefined {
  if (value instanceof CelUint) {
    return value;
  }
  return isInt(value) && value >= 0 ? new CelUint(BigInt(value)) : undefined;
}

function bytesFrom(value: RuntimeValue): Evaluated | undefined {
  if (value instanceof Uint8Array) {
    return value;
  }
  return typeof value === 'string' ? decodeBase64(value) : undefined;
}

function timestampFrom(value: RuntimeValue): Evaluated | undefined {
  if (value instanceof CelTimestamp) {
    return value;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  return parseTimestamp(isDate.test(value) ? `${value}T00:00:00Z` : value);
}

function durationFrom(value: RuntimeValue): Evaluated | undefined {
  if (value instanceof CelDuration) {
    return value;
  }
  return typeof value === 'string'
    ? parseDuration(value) ?? parseIsoDuration(value)
    : undefined;
}

function isInstance(value: RuntimeValue, name: string): boolean {
  return (
    value instanceof CelObjectValue &&
    (value.celType.kind === 'object' || value.celType.kind === 'opaque') &&
    value.celType.name === name
  );
}

function adaptList(type: CelType, element: CelType): Adapt {
  const adapt = needsConversion(element) ? adaptTo(element) : undefined;
  return (value, meter) => {
    if (!Array.isArray(value)) {
      return value instanceof CelError ? value : mismatch(value, type);
    }
    return adapt === undefined ? value : convertItems(value, adapt, meter);
  };
}

function convertItems(
  list: readonly unknown[],
  adapt: Adapt,
  meter: WorkMeter,
): Evaluated {
  meter.charge(list.length);
  const items: RuntimeValue[] = [];
  for (const item of list) {
    const adapted = adapt(fromNative(item), meter);
    if (adapted instanceof CelError) {
      return adapted;
    }
    items.push(adapted);
  }
  return items;
}

function adaptMap(type: CelType, valueType: CelType): Adapt {
  const adapt = needsConversion(valueType) ? adaptTo(valueType) : undefined;
  return (value, meter) => {
    if (value instanceof CelError) {
      return value;
    }
    if (!isMap(value)) {
      return mismatch(value, type);
    }
    return adapt === undefined ? value : convertValues(value, adapt, meter);
  };
}

function convertValues(
  map: Parameters<typeof keysOf>[0],
  adapt: Adapt,
  meter: WorkMeter,
): Evaluated {
  meter.charge(entryCount(map) * 2);
  const entries = new Map<MapKey, { key: RuntimeValue; value: unknown }>();
  for (const key of keysOf(map)) {
    const normal = mapKey(key);
    const value = adapt(lookUp(map, key), meter);
    if (value instanceof CelError) {
      return value;
    }
    if (normal !== undefined) {
      entries.set(normal, { key, value });
    }
  }
  return new CelMap(entries);
}

function adaptOptional(type: CelType, held: CelType): Adapt {
  const adapt = adaptTo(held);
  return (value, meter) => {
    if (!(value instanceof CelOptional)) {
      return mismatch(value, type);
    }
    if (adapt === undefined || value.value === undefined) {
      return value;
    }
    const adapted = adapt(value.value, meter);
    return adapted instanceof CelError ? adapted : CelOptional.of(adapted);
  };
}

/** Whether JSON has another form for values of a type, at any depth. */
function needsConversion(type: CelType): boolean {
  switch (type.kind) {
    case 'double':
    case 'uint':
    case 'bytes':
    case 'timestamp':
    case 'duration':
      return true;
    case 'wrapper':
      return needsConversion(type.of);
    case 'list':
      return needsConversion(type.element);
    case 'map':
      return needsConversion(type.value);
    default:
      return false;
  }
}

function mismatch(value: Evaluated, type: CelType): CelError {
  if (value instanceof CelError) {
    return value;
  }
  const found = isPlainMap(value) ? 'map' : typeOf(value).name;
  return new CelError(
    `unexpected value of type ${found} where ${formatType(type)} is declared`,
  );
}
