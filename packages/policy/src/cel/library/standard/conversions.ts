import { fixedCost, traversalOf } from '../callCost';
import type { FunctionDeclaration, Overload } from '../library';
import { overload } from '../overload';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { doubleText, parseDouble } from '../../values/doubleText';
import { durationText, parseDuration } from '../../values/durationText';
import type { CelInt } from '../../values/intArithmetic';
import { intOverflow, intWithinRange } from '../../values/intArithmetic';
import { CelDouble, CelUint, toInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import type { CelDuration, CelTimestamp } from '../../values/time';
import {
  parseTimestamp,
  timestampText,
  timestampWithinRange,
} from '../../values/timestampText';
import { typeOf } from '../../values/typeOf';
import { uintOverflow, uintWithinRange } from '../../values/uintArithmetic';
import { decodeUtf8, encodeUtf8 } from '../../values/utf8';

const { bool, bytes, double, duration, int, string, timestamp, uint } = types;
const a = types.parameter('A');
/** cel-go counts 1, but these take as long as several simple calls. */
const textCost = fixedCost(10);

/** `int(x)`, `string(x)` and the other types' functions; `type(x)` and `dyn(x)`. */
export const conversions: readonly FunctionDeclaration[] = [
  {
    name: 'int',
    description: 'A whole number of another number, a text or a time.',
    overloads: [
      itself('int64', int),
      overload('uint64_to_int64', [uint], int, (value: CelUint) =>
        intWithinRange(value.value),
      ),
      overload('double_to_int64', [double], int, intOfDouble),
      overload('string_to_int64', [string], int, intOfText),
      overload(
        'timestamp_to_int64',
        [timestamp],
        int,
        (value: CelTimestamp) => value.seconds,
      ),
      overload('duration_to_int64', [duration], int, (value: CelDuration) =>
        toInt(value.nanoseconds),
      ),
    ],
  },
  {
    name: 'uint',
    description: 'An unsigned whole number of another number or a text.',
    overloads: [
      itself('uint64', uint),
      overload('int64_to_uint64', [int], uint, (value: CelInt) =>
        uintWithinRange(BigInt(value)),
      ),
      overload('double_to_uint64', [double], uint, uintOfDouble),
      overload('string_to_uint64', [string], uint, uintOfText),
    ],
  },
  {
    name: 'double',
    description: 'A floating-point number of another number or a text.',
    overloads: [
      itself('double', double),
      overload(
        'int64_to_double',
        [int],
        double,
        (value: CelInt) => new CelDouble(Number(value)),
      ),
      overload(
        'uint64_to_double',
        [uint],
        double,
        (value: CelUint) => new CelDouble(Number(value.value)),
      ),
      overload('string_to_double', [string], double, doubleOfText, textCost),
    ],
  },
  {
    name: 'bool',
    description: 'True or false of a text.',
    overloads: [
      itself('bool', bool),
      overload('string_to_bool', [string], bool, boolOfText),
    ],
  },
  {
    name: 'string',
    description: 'A value in text.',
    overloads: [
      itself('string', string),
      overload('bool_to_string', [bool], string, String),
      overload('int64_to_string', [int], string, String),
      overload('uint64_to_string', [uint], string, (value: CelUint) =>
        String(value.value),
      ),
      overload(
        'double_to_string',
        [double],
        string,
        (value: CelDouble) => doubleText(value.value),
        textCost,
      ),
      overload(
        'bytes_to_string',
        [bytes],
        string,
        (value: Uint8Array) =>
          decodeUtf8(value) ??
          new CelError('invalid UTF-8 in bytes, cannot convert to string'),
        traversalOf(0),
      ),
      overload(
        'timestamp_to_string',
        [timestamp],
        string,
        timestampText,
        textCost,
      ),
      overload(
        'duration_to_string',
        [duration],
        string,
        durationText,
        textCost,
      ),
    ],
  },
  {
    name: 'bytes',
    description: 'The UTF-8 bytes of a text.',
    overloads: [
      itself('bytes', bytes),
      overload('string_to_bytes', [string], bytes, encodeUtf8, traversalOf(0)),
    ],
  },
  {
    name: 'timestamp',
    description: 'An instant of an RFC 3339 text or of seconds since 1970.',
    overloads: [
      itself('timestamp', timestamp),
      overload(
        'string_to_timestamp',
        [string],
        timestamp,
        parseTimestamp,
        textCost,
      ),
      overload('int64_to_timestamp', [int], timestamp, (value: CelInt) =>
        timestampWithinRange(Number(value), 0),
      ),
    ],
  },
  {
    name: 'duration',
    description: 'A span of time of a text such as 1h30m.',
    overloads: [
      itself('duration', duration),
      overload(
        'string_to_duration',
        [string],
        duration,
        (text: string) => parseDuration(text) ?? noConversion('duration'),
        fixedCost(20),
      ),
    ],
  },
  {
    name: 'type',
    description: 'The type of a value.',
    overloads: [
      overload('type', [a], types.type(a), (value: RuntimeValue) =>
        typeOf(value),
      ),
    ],
  },
  {
    name: 'dyn',
    description: 'The same value, whose type is not checked.',
    overloads: [
      overload('to_dyn', [a], types.dyn, (value: RuntimeValue) => value),
    ],
  },
];

function itself(name: string, type: CelType): Overload {
  return overload(
    `${name}_to_${name}`,
    [type],
    type,
    // null fits times when checking, as protobuf's messages may be null.
    (value: RuntimeValue) =>
      value === null ? new CelError('no such overload') : value,
  );
}

function noConversion(to: string): CelError {
  return new CelError(`type conversion error from 'string' to '${to}'`);
}

function intOfDouble({ value }: CelDouble): Evaluated {
  // Both bounds are doubles of their own; the largest int is not, so that the next one stands for it.
  return value > -(2 ** 63) && value < 2 ** 63
    ? toInt(BigInt(Math.trunc(value)))
    : intOverflow;
}

function uintOfDouble({ value }: CelDouble): Evaluated {
  return value >= 0 && value < 2 ** 64
    ? new CelUint(BigInt(Math.trunc(value)))
    : uintOverflow;
}

function intOfText(text: string): Evaluated {
  // More digits than these are beyond int64 but for leading zeros, which nobody writes.
  if (!/^[+-]?\d{1,100}$/.test(text)) {
    return noConversion('int');
  }
  const value = intWithinRange(BigInt(text.replace(/^\+/, '')));
  return value instanceof CelError ? noConversion('int') : value;
}

function uintOfText(text: string): Evaluated {
  const value = /^\d{1,100}$/.test(text)
    ? uintWithinRange(BigInt(text))
    : undefined;
  return value instanceof CelUint ? value : noConversion('uint');
}

function doubleOfText(text: string): Evaluated {
  const value = text.length > 1_000 ? undefined : parseDouble(text);
  return value === undefined ? noConversion('double') : new CelDouble(value);
}

function boolOfText(text: string): Evaluated {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text)) {
    return true;
  }
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text)
    ? false
    : noConversion('bool');
}
