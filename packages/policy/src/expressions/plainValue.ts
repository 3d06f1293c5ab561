import { CelMap } from '../cel/values/celMap';
import { durationText } from '../cel/values/durationText';
import { fromNative } from '../cel/values/fromNative';
import { CelDouble, CelUint, toInt } from '../cel/values/numbers';
import { PartBudget, tooManyParts } from '../cel/values/partBudget';
import { CelOptional } from '../cel/values/optional';
import { CelError, CelObjectValue } from '../cel/values/runtimeValue';
import type { Evaluated } from '../cel/values/runtimeValue';
import { CelDuration, CelTimestamp } from '../cel/values/time';
import { timestampText } from '../cel/values/timestampText';
import { CelTypeValue } from '../cel/values/typeValue';
import type { CelValue } from './expression';

/**
 * A value of the engine as plain JavaScript, see {@link CelValue}. No value of an optional is null; a library's value (a quantity, an
 * address) is its text. An error anywhere inside is the error of the whole; so is a value of more parts than it may have.
 */
export function plainValue(
  value: Evaluated,
  budget: PartBudget = new PartBudget(),
): CelValue | CelError {
  if (!budget.take()) {
    return new CelError(tooManyParts);
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
    case 'bigint':
      return value;
    default:
  }
  if (value === null || value instanceof Uint8Array) {
    return value;
  }
  if (value instanceof CelError) {
    return value;
  }
  if (Array.isArray(value)) {
    return plainList(value, budget);
  }
  return value instanceof CelObjectValue
    ? plainObjectValue(value, budget)
    : plainFields(Object.entries(value), budget);
}

function plainObjectValue(
  value: CelObjectValue,
  budget: PartBudget,
): CelValue | CelError {
  if (value instanceof CelDouble) {
    return value.value;
  }
  if (value instanceof CelUint) {
    return toInt(value.value);
  }
  if (value instanceof CelTimestamp) {
    return timestampText(value);
  }
  if (value instanceof CelDuration) {
    return durationText(value);
  }
  if (value instanceof CelTypeValue) {
    return value.name;
  }
  if (value instanceof CelOptional) {
    return value.value === undefined ? null : plainValue(value.value, budget);
  }
  return value instanceof CelMap ? plainMap(value, budget) : String(value);
}

function plainList(
  list: readonly unknown[],
  budget: PartBudget,
): CelValue | CelError {
  const items: CelValue[] = [];
  for (const item of list) {
    const plain = plainValue(fromNative(item), budget);
    if (plain instanceof CelError) {
      return plain;
    }
    items.push(plain);
  }
  return items;
}

function plainMap(map: CelMap, budget: PartBudget): CelValue | CelError {
  const entries = [...map.entries.values()];
  if (entries.every(({ key }) => typeof key === 'string')) {
    return plainFields(
      entries.map(({ key, value }) => [String(key), value] as const),
      budget,
    );
  }
  const plain = new Map<string | number | bigint | boolean, CelValue>();
  for (const entry of entries) {
    const key = plainValue(entry.key, budget);
    const value = plainValue(fromNative(entry.value), budget);
    if (value instanceof CelError) {
      return value;
    }
    if (
      typeof key === 'string' ||
      typeof key === 'number' ||
      typeof key === 'bigint' ||
      typeof key === 'boolean'
    ) {
      plain.set(key, value);
    }
  }
  return plain;
}

/** `fromEntries` defines fields, so that a key called `__proto__` stays a field. */
function plainFields(
  fields: readonly (readonly [string, unknown])[],
  budget: PartBudget,
): CelValue | CelError {
  const plain: (readonly [string, CelValue])[] = [];
  for (const [key, field] of fields) {
    if (field === undefined) {
      continue;
    }
    const value = plainValue(fromNative(field), budget);
    if (value instanceof CelError) {
      return value;
    }
    plain.push([key, value]);
  }
  return Object.fromEntries(plain);
}
