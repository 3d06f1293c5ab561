import { CelMap } from '../cel/values/celMap';
import { durationText } from '../cel/values/durationText';
import { fromNative } from '../cel/values/fromNative';
import { keysOf, lookUp } from '../cel/values/lookup';
import { CelDouble, CelUint } from '../cel/values/numbers';
import { CelOptional } from '../cel/values/optional';
import { CelError, CelObjectValue } from '../cel/values/runtimeValue';
import type { Evaluated, PlainMap } from '../cel/values/runtimeValue';
import { CelStruct } from '../cel/values/struct';
import { CelDuration, CelTimestamp } from '../cel/values/time';
import { timestampText } from '../cel/values/timestampText';
import { CelTypeValue } from '../cel/values/typeValue';

/** A value in one text that tells its type: two values have the same text only if they are the same. */
export function valueText(value: Evaluated): string {
  if (value instanceof CelError) {
    return 'error';
  }
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (value instanceof CelDouble) {
    return `double(${Object.is(value.value, -0) ? '-0' : value.value})`;
  }
  if (value instanceof CelUint) {
    return `${value.value}u`;
  }
  if (value instanceof Uint8Array) {
    return `b(${[...value].join(' ')})`;
  }
  if (Array.isArray(value)) {
    return `[${value.map(item => valueText(fromNative(item))).join(', ')}]`;
  }
  return value instanceof CelObjectValue && !(value instanceof CelMap)
    ? objectText(value)
    : // safety: every other kind of value is gone
      mapText(value as CelMap | PlainMap);
}

function objectText(value: CelObjectValue): string {
  if (value instanceof CelTimestamp) {
    return `timestamp(${timestampText(value)})`;
  }
  if (value instanceof CelDuration) {
    return `duration(${value.nanoseconds}ns, ${durationText(value)})`;
  }
  if (value instanceof CelOptional) {
    return value.value === undefined
      ? 'optional.none()'
      : `optional(${valueText(value.value)})`;
  }
  if (value instanceof CelTypeValue) {
    return `type(${value.name})`;
  }
  return value instanceof CelStruct
    ? `${value.typeName}{${[...value.fields]
        .map(([name, field]) => `${name}: ${valueText(field)}`)
        .sort()
        .join(', ')}}`
    : value.constructor.name;
}

function mapText(map: CelMap | PlainMap): string {
  return `{${keysOf(map)
    .map(key => `${valueText(key)}: ${valueText(lookUp(map, key))}`)
    .sort()
    .join(', ')}}`;
}
