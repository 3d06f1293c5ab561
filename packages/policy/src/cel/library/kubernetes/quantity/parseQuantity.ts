import { CelError } from '../../../values/runtimeValue';
import { isInt64, Quantity } from './quantity';

/** Longer numbers than this name no amount of anything. */
const maximumLength = 1_000;

/** apimachinery takes exponents of 32 bits, which make sums of gigabytes; no amount needs them. */
const maximumExponent = 1_000;

/** Amounts below this are rounded up to it. */
const nano = -9;

const wrongFormat = new CelError(
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
);
const wrongNumber = new CelError('unable to parse numeric part of quantity');
const wrongSuffix = new CelError("unable to parse quantity's suffix");

const shape = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/;

const suffixes: ReadonlyMap<string, Suffix> = new Map<string, Suffix>([
  ['', { base: 10, exponent: 0 }],
  ['n', { base: 10, exponent: -9 }],
  ['u', { base: 10, exponent: -6 }],
  ['m', { base: 10, exponent: -3 }],
  ['k', { base: 10, exponent: 3 }],
  ['M', { base: 10, exponent: 6 }],
  ['G', { base: 10, exponent: 9 }],
  ['T', { base: 10, exponent: 12 }],
  ['P', { base: 10, exponent: 15 }],
  ['E', { base: 10, exponent: 18 }],
  ['Ki', { base: 2, exponent: 10 }],
  ['Mi', { base: 2, exponent: 20 }],
  ['Gi', { base: 2, exponent: 30 }],
  ['Ti', { base: 2, exponent: 40 }],
  ['Pi', { base: 2, exponent: 50 }],
  ['Ei', { base: 2, exponent: 60 }],
]);

/** Reads a quantity as apimachinery does: decimal or binary suffix, or an exponent; at most nine decimal places, rounded up. */

export function parseQuantity(text: string): Quantity | CelError {
  const parts = shape.exec(text);
  if (text === '' || parts === null) {
    return wrongFormat;
  }
  const [, sign, whole, fraction = '', suffixText] = parts;
  const suffix = readSuffix(suffixText);
  if (suffix === undefined) {
    return wrongSuffix;
  }
  if (text.length > maximumLength) {
    return wrongNumber;
  }
  // A suffix without a number is an amount too: none.
  const digits = whole.replace(/^0+/, '') || '0';
  const negative = sign === '-';
  return (
    compactQuantity(digits, fraction, suffix, negative) ??
    exactQuantity(digits, fraction, suffix, negative)
  );
}

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
}

function readSuffix(text: string): Suffix | undefined {
  const known = suffixes.get(text);
  if (known !== undefined) {
    return known;
  }
  if (!/^[eE][-+]?\d+$/.test(text)) {
    return undefined;
  }
  const exponent = Number(text.slice(1));
  return Math.abs(exponent) <= maximumExponent
    ? { base: 10, exponent }
    : undefined;
}

/** What fits into an int64 with a decimal exponent; undefined for the rest. */

function compactQuantity(
  whole: string,
  fraction: string,
  { base, exponent }: Suffix,
  negative: boolean,
): Quantity | undefined {
  const precision =
    base === 10
      ? 18 - whole.length - fraction.length
      : 14 - whole.length - Math.trunc((exponent * 3) / 10);
  const scale = (base === 10 ? exponent : 0) - fraction.length;
  if (precision < 0 || scale < nano || (base === 2 && fraction !== '')) {
    return undefined;
  }
  const value =
    BigInt(whole + fraction) * (base === 2 ? 1n << BigInt(exponent) : 1n);
  return isInt64(value)
    ? new Quantity(negative ? -value : value, scale, true)
    : undefined;
}

/** The rest: rounded up to nine places, and binary amounts capped at int64. */

function exactQuantity(
  whole: string,
  fraction: string,
  { base, exponent }: Suffix,
  negative: boolean,
): Quantity {
  const unscaled =
    BigInt(whole + fraction) * (base === 2 ? 1n << BigInt(exponent) : 1n);
  const scale = (base === 10 ? exponent : 0) - fraction.length;
  const rounded =
    scale >= nano
      ? unscaled * 10n ** BigInt(scale - nano)
      : dividedUp(unscaled, 10n ** BigInt(nano - scale));
  const capped =
    base === 2 && rounded > (2n ** 63n - 1n) * 10n ** 9n
      ? new Quantity(2n ** 63n - 1n, 0, false)
      : new Quantity(rounded, nano, false);
  return negative
    ? new Quantity(-capped.unscaled, capped.exponent, false)
    : capped;
}

function dividedUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}
