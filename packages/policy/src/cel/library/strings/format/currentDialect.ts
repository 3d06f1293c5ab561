import { isInt, CelDouble, CelUint } from '../../../values/numbers';
import { CelError } from '../../../values/runtimeValue';
import type { RuntimeValue } from '../../../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../../values/time';
import { timestampText } from '../../../values/timestampText';
import { typeOf } from '../../../values/typeOf';
import { CelTypeValue } from '../../../values/typeValue';
import { CompositeText } from './compositeText';
import type { PartStyle } from './compositeText';
import { cannotWrite } from './format';
import type { Dialect } from './format';
import { hexText } from './hexText';
import {
  fixedText,
  integerText,
  plainText,
  scientificParts,
} from './numberText';

const defaultPrecision = 6;

/** `format` as cel-spec defines it: version 4 of the strings library and later. */

export const currentDialect: Dialect = {
  maximumPrecision: 100,
  write(verb, value, precision = defaultPrecision) {
    switch (verb) {
      case 's':
        return stringText(value);
      case 'd':
        return (
          (value instanceof CelDouble
            ? doubleText(value.value, plainText)
            : wholeText(value, 10)) ??
          refuse(
            'decimal clause can only be used on ints, uints, and doubles',
            value,
          )
        );
      case 'f':
        return (
          realText(value, real => fixedText(real, precision)) ??
          refuse(
            'fixed-point clause can only be used on ints, uints, and doubles',
            value,
          )
        );
      case 'e':
        return (
          realText(value, real => scientificText(real, precision)) ??
          refuse(
            'scientific clause can only be used on ints, uints, and doubles',
            value,
          )
        );
      case 'b':
        return typeof value === 'boolean'
          ? String(Number(value))
          : wholeText(value, 2) ??
              refuse(
                'only ints, uints, and bools can be formatted as binary',
                value,
              );
      case 'o':
        return (
          wholeText(value, 8) ??
          refuse('octal clause can only be used on ints and uints', value)
        );
      default: {
        const text =
          typeof value === 'string' || value instanceof Uint8Array
            ? hexText(value)
            : wholeText(value, 16);
        return text === undefined
          ? refuse(
              'only ints, uints, bytes, and strings can be formatted as hex',
              value,
            )
          : inCase(text, verb === 'X');
      }
    }
  },
};

/** Upper case when asked for. */

export function inCase(text: string, upper: boolean): string {
  return upper ? text.toUpperCase() : text;
}

/** An int or uint in a base; undefined for other values. */

export function wholeText(
  value: RuntimeValue,
  base: number,
): string | undefined {
  if (isInt(value)) {
    return integerText(value, base);
  }
  return value instanceof CelUint ? integerText(value.value, base) : undefined;
}

/** What the string clause cannot write. */

export function refuseString(value: RuntimeValue): CelError {
  return refuse(
    'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
    value,
  );
}

const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

const composites: PartStyle = { colon: ': ', write: stringText };

function stringText(
  value: RuntimeValue,
  within = new CompositeText(composites),
): string | CelError {
  if (typeof value === 'string' || typeof value === 'boolean' || isInt(value)) {
    return String(value);
  }
  if (value === null) {
    return 'null';
  }
  if (value instanceof CelUint) {
    return String(value.value);
  }
  if (value instanceof CelDouble) {
    return doubleText(value.value, plainText);
  }
  if (value instanceof Uint8Array) {
    return lenientDecoder.decode(value);
  }
  if (value instanceof CelDuration) {
    return `${plainText(
      Number(value.nanoseconds / 1_000_000_000n) +
        Number(value.nanoseconds % 1_000_000_000n) / 1e9,
    )}s`;
  }
  if (value instanceof CelTimestamp) {
    return timestampText(value);
  }
  if (value instanceof CelTypeValue) {
    return value.name;
  }
  return within.write(value) ?? refuseString(value);
}

function realText(
  value: RuntimeValue,
  write: (real: number) => string,
): string | undefined {
  if (value instanceof CelDouble) {
    return doubleText(value.value, write);
  }
  if (isInt(value)) {
    return write(Number(value));
  }
  return value instanceof CelUint ? write(Number(value.value)) : undefined;
}

function doubleText(value: number, write: (real: number) => string): string {
  return Number.isFinite(value) ? write(value) : String(value);
}

function scientificText(value: number, precision: number): string {
  const { mantissa, exponent } = scientificParts(value, precision);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(
    Math.abs(exponent),
  ).padStart(2, '0')}`;
}

function refuse(words: string, value: RuntimeValue): CelError {
  return cannotWrite(words, typeOf(value).name);
}
