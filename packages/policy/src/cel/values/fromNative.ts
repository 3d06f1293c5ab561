import { CelDuration, CelTimestamp } from './time';
import { CelMap } from './celMap';
import type { MapKey } from './celMap';
import { mapKey } from './mapKey';
import { CelDouble, toInt } from './numbers';
import { CelError } from './runtimeValue';
import type { Evaluated, PlainMap, RuntimeValue } from './runtimeValue';

/**
 * The engine's value of what was read out of the caller's data. Idempotent; O(1) but for a JavaScript `Map`, whose keys are
 * read once. Whole numbers are ints; where a declared type says double, the planner converts (`adaptTo.ts`).
 */
export function fromNative(value: unknown): Evaluated {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      // `+ 0` because -0 is no int.
      return Number.isSafeInteger(value) ? value + 0 : new CelDouble(value);
    case 'bigint':
      return toInt(value);
    case 'object':
      return value === null ? null : fromObject(value);
    default:
      return new CelError(
        `A ${typeof value} is no value an expression can read.`,
      );
  }
}

function fromObject(value: object): Evaluated {
  if (value instanceof Date) {
    const milliseconds = value.getTime();
    return new CelTimestamp(
      Math.floor(milliseconds / 1000),
      (((milliseconds % 1000) + 1000) % 1000) * 1_000_000,
    );
  }
  if (value instanceof Map) {
    return fromMap(value);
  }
  return value as PlainMap;
}

function fromMap(map: ReadonlyMap<unknown, unknown>): Evaluated {
  const entries = new Map<MapKey, { key: RuntimeValue; value: unknown }>();
  for (const [nativeKey, value] of map) {
    const key = fromNative(nativeKey);
    const normal = key instanceof CelError ? undefined : mapKey(key);
    if (key instanceof CelError || normal === undefined) {
      return new CelError(
        'A map has a key that is no bool, int, uint or string.',
      );
    }
    entries.set(normal, { key, value });
  }
  return new CelMap(entries);
}

/** A duration of whole and fractional seconds, for callers that build values. */
export function durationOfSeconds(seconds: number): CelDuration {
  return new CelDuration(BigInt(Math.round(seconds * 1e9)));
}
