import type { JsonObject, JsonValue } from '@mandate/ledger';
import { storableText } from './storableText';

/**
 * Data as databases and the ledger take it: every text in it, and every member's name, is one that can be stored. Data
 * that can be stored as it is stays the same, and so do its canonical JSON and its hash.
 */
export function storableData(
  data: JsonObject,
  maximumLength: number,
): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      storableText(name, maximumLength),
      value === undefined ? value : storableValue(value, maximumLength),
    ]),
  );
}

function storableValue(value: JsonValue, maximumLength: number): JsonValue {
  if (typeof value === 'string') {
    return storableText(value, maximumLength);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return isArray(value)
    ? value.map(item => storableValue(item, maximumLength))
    : storableData(value, maximumLength);
}

/** Unlike `Array.isArray`, it narrows a read-only array. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
