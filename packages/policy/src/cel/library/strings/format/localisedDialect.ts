import { doubleText } from '../../../values/doubleText';
import { durationText } from '../../../values/durationText';
import { CelDouble, CelUint, isInt } from '../../../values/numbers';
import { CelError } from '../../../values/runtimeValue';
import type { RuntimeValue } from '../../../values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../../values/time';
import { timestampText } from '../../../values/timestampText';
import { typeOf } from '../../../values/typeOf';
import { CelTypeValue } from '../../../values/typeValue';
import { decodeUtf8 } from '../../../values/utf8';
import { CompositeText } from './compositeText';
import type { PartStyle } from './compositeText';
import { writableAsText } from './format';
import type { Dialect } from './format';
import { fixedText, scientificParts } from './numberText';
import { baseText, wholeText } from './wholeText';

const defaultPrecision = 6;
const writableAsHex =
  'only integers, byte buffers, and strings can be formatted as hex';

/** `format` of versions 1 to 3 of the strings library, which Kubernetes has: American English numbers. */
export const localisedDialect: Dialect = {
  // cel-go sets no limit here; more digits than a double has serve nobody.
  maximumPrecision: 1_100,
  write(verb, value, precision = defaultPrecision) {
    switch (verb) {
      case 's':
        return stringText(value);
      case 'd':
        return wholeText(value, 10);
      case 'f':
        return realText(value, real => grouped(fixedText(real, precision)));
      case 'e':
        return realText(value, scientificText)?.padStart(precision);
      default:
        return baseText(verb, value);
    }
  },
  writable: {
    s: writableAsText,
    d: 'decimal clause can only be used on integers',
    f: 'fixed-point clause can only be used on doubles',
    e: 'scientific clause can only be used on doubles',
    b: 'only integers and bools can be formatted as binary',
    o: 'octal clause can only be used on integers',
    x: writableAsHex,
    X: writableAsHex,
  },
};

/** The value itself, as `string(value)` writes it; within lists and maps as a literal. */

function stringText(value: RuntimeValue): string | CelError | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (value instanceof CelDouble) {
    return doubleText(value.value);
  }
  if (value instanceof CelDuration) {
    return durationText(value);
  }
  if (value instanceof CelTimestamp) {
    return timestampText(value);
  }
  if (value instanceof Uint8Array) {
    return (
      decodeUtf8(value) ??
      new CelError(
        'error during formatting: could not convert argument to string',
      )
    );
  }
  return literalText(value);
}

const composites: PartStyle = {
  colon: ':',
  write: literalText,
  refuse: value =>
    new CelError(
      `error during formatting: no formatting function for ${
        typeOf(value).name
      }`,
    ),
};

function literalText(
  value: RuntimeValue,
  within?: CompositeText,
): string | CelError | undefined {
  if (typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'boolean' || isInt(value) || value === null) {
    return String(value);
  }
  if (value instanceof CelUint) {
    return String(value.value);
  }
  if (value instanceof CelDouble) {
    return Number.isFinite(value.value)
      ? fixedText(value.value, defaultPrecision)
      : JSON.stringify(doubleText(value.value));
  }
  if (value instanceof Uint8Array) {
    return `b${JSON.stringify(decodeUtf8(value) ?? '')}`;
  }
  if (value instanceof CelDuration) {
    return `duration(${JSON.stringify(durationText(value))})`;
  }
  if (value instanceof CelTimestamp) {
    return `timestamp(${JSON.stringify(timestampText(value))})`;
  }
  if (value instanceof CelTypeValue) {
    return value.name;
  }
  return (within ?? new CompositeText(composites)).write(value);
}

/** Also accepted as strings. */
const notFinite = new Map([
  ['NaN', 'NaN'],
  ['Infinity', '∞'],
  ['-Infinity', '-∞'],
]);

/** The number as text; -0 is 0 here. */

function realText(
  value: RuntimeValue,
  write: (real: number) => string,
): string | undefined {
  if (value instanceof CelDouble) {
    return notFinite.get(String(value.value)) ?? write(value.value + 0);
  }
  return typeof value === 'string' ? notFinite.get(value) : undefined;
}

/** A comma after each three digits before the point. */

function grouped(text: string): string {
  const [whole, fraction] = text.split('.');
  const groups = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}

function scientificText(value: number): string {
  const { mantissa, exponent } = scientificParts(value, defaultPrecision);
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}×10${exponent < 0 ? '⁻' : ''}${digits.replace(
    /\d/g,
    digit => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)],
  )}`;
}
