import { CelMap } from '../../values/celMap';
import { durationText } from '../../values/durationText';
import { fromNative } from '../../values/fromNative';
import { CelDouble, CelUint } from '../../values/numbers';
import { CelOptional } from '../../values/optional';
import { CelError, CelObjectValue } from '../../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../values/time';
import { timestampText } from '../../values/timestampText';
import { CelTypeValue } from '../../values/typeValue';
import { encodeBase64 } from '../base64';

/** A value as JSON, with tags where JSON has no such type: `{"$double": "1.5"}`, `{"$uint": "1"}`, `{"$optional": []}` … */
export function taggedValue(native: unknown): unknown {
  const value = fromNative(native);
  if (typeof value === 'bigint') {
    return { $int: String(value) };
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (value instanceof CelError) {
    throw new Error(value.message);
  }
  if (value instanceof Uint8Array) {
    return { $bytes: encodeBase64(value, 'standard') };
  }
  if (Array.isArray(value)) {
    return value.map(taggedValue);
  }
  return value instanceof CelObjectValue
    ? taggedObject(value)
    : Object.fromEntries(
        Object.entries(value).map(([key, item]) => [key, taggedValue(item)]),
      );
}

function taggedObject(value: CelObjectValue): unknown {
  if (value instanceof CelDouble) {
    return {
      $double: Object.is(value.value, -0) ? '-0' : String(value.value),
    };
  }
  if (value instanceof CelUint) {
    return { $uint: String(value.value) };
  }
  if (value instanceof CelOptional) {
    return {
      $optional: value.value === undefined ? [] : [taggedValue(value.value)],
    };
  }
  if (value instanceof CelTimestamp) {
    return { $timestamp: timestampText(value) };
  }
  if (value instanceof CelDuration) {
    return { $duration: durationText(value) };
  }
  if (value instanceof CelTypeValue) {
    return { $type: value.name };
  }
  if (value instanceof CelMap) {
    return taggedMap(value);
  }
  throw new Error(`No tag for ${value.constructor.name}.`);
}

function taggedMap(map: CelMap): unknown {
  const entries = Array.from(
    map.entries.values(),
    ({ key, value }) => [taggedValue(key), taggedValue(value)] as const,
  );
  return entries.every(([key]) => typeof key === 'string')
    ? Object.fromEntries(entries)
    : { $map: entries };
}
