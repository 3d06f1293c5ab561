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
import { inCase, refuseString, wholeText } from './currentDialect';
import { CompositeText } from './compositeText';
import type { PartStyle } from './compositeText';
import { cannotWrite } from './format';
import type { Dialect } from './format';
import { hexText } from './hexText';
import { fixedText, scientificParts } from './numberText';

const defaultPrecision = 6;

/** `format` of versions 1 to 3 of the strings library, which Kubernetes has: American English numbers. */

export const localisedDialect: Dialect = {
  // cel-go sets no limit here; more digits than a double has serve nobody.
  maximumPrecision: 1_100,
  write(verb, value, precision) {
    switch (verb) {
      case 's':
        return stringText(value);
      case 'd':
        return (
          wholeText(value, 10) ??
          refuse('decimal clause can only be used on integers', value)
        );
      case 'f':
        return (
          realText(value, real =>
            grouped(fixedText(real, precision ?? defaultPrecision)),
          ) ?? refuse('fixed-point clause can only be used on doubles', value)
        );
      case 'e':
        return (
          realText(value, scientificText)?.padStart(
            precision ?? defaultPrecision,
          ) ?? refuse('scientific clause can only be used on doubles', value)
        );
      case 'b':
        return typeof value === 'boolean'
          ? String(Number(value))
          : wholeText(value, 2) ??
              refuse(
                'only integers and bools can be formatted as binary',
                value,
              );
      case 'o':
        return (
          wholeText(value, 8) ??
          refuse('octal clause can only be used on integers', value)
        );
      default: {
        const text =
          typeof value === 'string' || value instanceof Uint8Array
            ? hexText(value)
            : wholeText(value, 16);
        return text === undefined
          ? refuse(
              'only integers, byte buffers, and strings can be formatted as hex',
              value,
            )
          : inCase(text, verb === 'X');
      }
    }
  },
};

/** The value itself, as `string(value)` writes it; within lists and maps as a literal. */

function stringText(value: RuntimeValue): string | CelError {
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

const composites: PartStyle = { colon: ':', write: literalText };

function literalText(
  value: RuntimeValue,
  within?: CompositeText,
): string | CelError {
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
  const composite = (within ?? new CompositeText(composites)).write(value);
  if (composite !== undefined) {
    return composite;
  }
  return within === undefined
    ? refuseString(value)
    : new CelError(
        `error during formatting: no formatting function for ${
          typeOf(value).name
        }`,
      );
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

function refuse(words: string, value: RuntimeValue): CelError {
  return cannotWrite(words, typeOf(value).name);
}
