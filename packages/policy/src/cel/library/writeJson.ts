import { compareStrings } from '../values/compareValues';
import { fromNative } from '../values/fromNative';
import { CelDouble, CelUint, isInt } from '../values/numbers';
import { CelOptional } from '../values/optional';
import { CelError } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../values/time';
import { typeOf } from '../values/typeOf';
import { encodeBase64 } from './base64';
import { mapEntries } from './mapEntries';
import { TextBudget, textTooLong, withinTextLimit } from './textLimits';

const maximumDepth = 1_000;

/** How a JSON writer writes what JSON has no type for. */

export interface JsonStyle {
  /** What an error begins with. */
  readonly name: string;
  integer(value: number | bigint): string;
  duration(value: CelDuration): string;
  timestamp(value: CelTimestamp): string;
  /** A key that is no string; undefined when there may be none. */
  key(value: RuntimeValue): string | undefined;
}

/** Ends the recursion; it does not leave this file. */
class NotWritable extends Error {}

/** A value as JSON, as Go's encoder writes it: keys in order, `<`, `>` and `&` escaped, bytes in base 64. */

export function writeJson(
  value: Evaluated,
  style: JsonStyle,
): string | CelError {
  try {
    return withinTextLimit(
      write(value, { style, depth: 0, budget: new TextBudget() }),
    );
  } catch (error) {
    if (error instanceof NotWritable) {
      return new CelError(`${style.name}: ${error.message}`);
    }
    throw error;
  }
}

/** Where in a value a writer is. Lists that hold each other many times are written as often, within the budget. */
interface Place {
  readonly style: JsonStyle;
  readonly depth: number;
  readonly budget: TextBudget;
}

function write(value: Evaluated, place: Place): string {
  const { style, depth, budget } = place;
  if (value instanceof CelError) {
    throw new NotWritable(value.message);
  }
  if (depth > maximumDepth) {
    throw new NotWritable('the value is nested too deep');
  }
  if (!budget.spend(typeof value === 'string' ? value : '')) {
    throw new NotWritable(textTooLong.message);
  }
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (isInt(value)) {
    return style.integer(value);
  }
  if (value instanceof CelUint) {
    return style.integer(value.value);
  }
  if (value instanceof CelDouble) {
    return numberText(value.value);
  }
  if (value instanceof Uint8Array) {
    return `"${encodeBase64(value, 'standard')}"`;
  }
  if (value instanceof CelDuration) {
    return `"${style.duration(value)}"`;
  }
  if (value instanceof CelTimestamp) {
    return `"${style.timestamp(value)}"`;
  }
  if (value instanceof CelOptional) {
    if (value.value === undefined) {
      throw new NotWritable('optional.none() dereference');
    }
    return write(value.value, place);
  }
  if (Array.isArray(value)) {
    return `[${value
      .map(item => write(fromNative(item), { ...place, depth: depth + 1 }))
      .join(',')}]`;
  }
  return writeMap(value, place);
}

function writeMap(value: RuntimeValue, place: Place): string {
  const { style, depth } = place;
  const entries = mapEntries(value);
  if (entries === undefined) {
    throw new NotWritable(`unsupported type: ${typeOf(value).name}`);
  }
  return `{${entries
    .map(([key, item]) => ({
      key: keyText(key, style),
      text: write(item, { ...place, depth: depth + 1 }),
    }))
    .sort((left, right) => compareStrings(left.key, right.key))
    .map(({ key, text }) => `${quoted(key)}:${text}`)
    .join(',')}}`;
}

function keyText(key: RuntimeValue, style: JsonStyle): string {
  const text = typeof key === 'string' ? key : style.key(key);
  if (text === undefined) {
    throw new NotWritable('a key is no string');
  }
  return text;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new NotWritable(`unsupported value: ${value}`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}

function quoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
