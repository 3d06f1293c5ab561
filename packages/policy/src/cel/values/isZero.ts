import { entryCount, isMap } from './lookup';
import { CelDouble, CelUint } from './numbers';
import type { RuntimeValue } from './runtimeValue';
import { CelDuration, CelTimestamp } from './time';

/** Whether a value is its type's zero: null, false, 0, empty, the year 1. An optional without a value is none, as in cel-go. */
export function isZero(value: RuntimeValue): boolean {
  if (value === null || value === false || value === 0 || value === '') {
    return true;
  }
  if (Array.isArray(value) || value instanceof Uint8Array) {
    return value.length === 0;
  }
  if (value instanceof CelDouble) {
    return value.value === 0;
  }
  if (value instanceof CelUint) {
    return value.value === 0n;
  }
  if (value instanceof CelDuration) {
    return value.nanoseconds === 0n;
  }
  if (value instanceof CelTimestamp) {
    // Go's zero time.
    return value.seconds === -62_135_596_800 && value.nanoseconds === 0;
  }
  return isMap(value) && entryCount(value) === 0;
}
