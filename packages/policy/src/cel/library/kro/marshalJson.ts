import { compareStrings } from '../../values/compareValues';
import { fromNative } from '../../values/fromNative';
import { CelDouble, CelUint, isInt } from '../../values/numbers';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../values/time';
import { timestampText } from '../../values/timestampText';
import { typeOf } from '../../values/typeOf';
import { encodeBase64 } from '../base64';
import { mapEntries } from '../mapEntries';
import { withinTextLimit } from '../textLimits';
import { goDurationText } from './goDurationText';

const maximumDepth = 1_000;

/** A value as JSON, as Go's encoder writes it: keys in order, `<`, `>` and `&` escaped, bytes in base 64. */
export function marshalJson(value: Evaluated): string | CelError {
  try {
    return withinTextLimit(write(value, 0));
  } catch (error) {
    if (error instanceof NotWritable) {
      return new CelError(error.message);
    }
    throw error;
  }
}

/** Ends the recursion; it does not leave this file. */
class NotWritable extends Error {}

function write(value: Evaluated, depth: number): string {
  if (value instanceof CelError) {
    throw new NotWritable(value.message);
  }
  if (depth > maximumDepth) {
    throw new NotWritable(
      'json.marshal failed to encode value: it is nested too deep',
    );
  }
  if (value === null || typeof value === 'boolean' || isInt(value)) {
    return String(value);
  }
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (value instanceof CelUint) {
    return String(value.value);
  }
  if (value instanceof CelDouble) {
    return numberText(value.value);
  }
  if (value instanceof Uint8Array) {
    return `"${encodeBase64(value, 'standard')}"`;
  }
  if (value instanceof CelDuration) {
    return `"${goDurationText(value)}"`;
  }
  if (value instanceof CelTimestamp) {
    return `"${timestampText(new CelTimestamp(value.seconds, 0))}"`;
  }
  if (value instanceof CelOptional) {
    return value.value === undefined ? 'null' : write(value.value, depth);
  }
  if (Array.isArray(value)) {
    return `[${value
      .map(item => write(fromNative(item), depth + 1))
      .join(',')}]`;
  }
  const entries = mapEntries(value);
  if (entries === undefined) {
    throw new NotWritable(
      `json.marshal failed to convert value: unsupported type: ${
        typeOf(value).name
      }`,
    );
  }
  return `{${entries
    .map(([key, item]) => ({
      key: keyText(key),
      text: write(item, depth + 1),
    }))
    .sort((left, right) => compareStrings(left.key, right.key))
    .map(({ key, text }) => `${quoted(key)}:${text}`)
    .join(',')}}`;
}

function keyText(key: Evaluated): string {
  if (typeof key !== 'string') {
    throw new NotWritable(
      'json.marshal failed to convert value: a key is no string',
    );
  }
  return key;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new NotWritable(
      `json.marshal failed to encode value: json: unsupported value: ${value}`,
    );
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
