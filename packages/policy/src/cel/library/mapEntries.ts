import { CelMap } from '../values/celMap';
import { fromNative } from '../values/fromNative';
import { CelObjectValue } from '../values/runtimeValue';
import type { Evaluated, PlainMap, RuntimeValue } from '../values/runtimeValue';

/** The entries of a map, or undefined for a value that is none. */
export function mapEntries(
  value: RuntimeValue,
): readonly (readonly [RuntimeValue, Evaluated])[] | undefined {
  if (value instanceof CelMap) {
    return Array.from(
      value.entries.values(),
      entry => [entry.key, fromNative(entry.value)] as const,
    );
  }
  return isPlainMap(value)
    ? Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, fromNative(item)] as const)
    : undefined;
}

function isPlainMap(value: RuntimeValue): value is PlainMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array) &&
    !(value instanceof CelObjectValue)
  );
}
