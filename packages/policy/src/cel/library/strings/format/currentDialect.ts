import { isInt, CelDouble, CelUint } from '../../../values/numbers';
import type { CelError, RuntimeValue } from '../../../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../../values/time';
import { timestampText } from '../../../values/timestampText';
import { CelTypeValue } from '../../../values/typeValue';
import { CompositeText } from './compositeText';
import type { PartStyle } from './compositeText';
import { cannotWrite, writableAsText } from './format';
import type { Dialect } from './format';
import { fixedText, plainText, scientificParts } from './numberText';
import { baseText, wholeText } from './wholeText';

const defaultPrecision = 6;
const writableAsHex =
  'only ints, uints, bytes, and strings can be formatted as hex';

/** `format` as cel-spec defines it: version 4 of the strings library and later. */
export const currentDialect: Dialect = {
  maximumPrecision: 100,
  write(verb, value, precision = defaultPrecision) {
    switch (verb) {
      case 's':
        return stringText(value);
      case 'd':
        return value instanceof CelDouble
          ? doubleText(value.value, plainText)
          : wholeText(value, 10);
      case 'f':
        return realText(value, real => fixedText(real, precision));
      case 'e':
        return realText(value, real => scientificText(real, precision));
      default:
        return baseText(verb, value);
    }
  },
  writable: {
    s: writableAsText,
    d: 'decimal clause can only be used on ints, uints, and doubles',
    f: 'fixed-point clause can only be used on ints, uints, and doubles',
    e: 'scientific clause can only be used on ints, uints, and doubles',
    b: 'only ints, uints, and bools can be formatted as binary',
    o: 'octal clause can only be used on ints and uints',
    x: writableAsHex,
    X: writableAsHex,
  },
};

const lenientDecoder = new TextDecoder('utf-8', { ignoreBOM: true });

const composites: PartStyle = {
  colon: ': ',
  write: stringText,
  refuse: value => cannotWrite(writableAsText, value),
};

function stringText(
  value: RuntimeValue,
  within = new CompositeText(composites),
): string | CelError | undefined {
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
  return within.write(value);
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
