import type { JsonValue } from './jsonObject';

const nanosPerUnit = 1_000_000_000n;
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalSuffixes = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const nanoExponent = -9;
const milliExponent = -3;
const exaExponent = 18;

/** Binary quantities are capped here. */
const largestBinary = 2n ** 63n - 1n;

/** No quantity of interest is longer or larger; it also bounds the arithmetic. */
const longestText = 40;
const largestExponent = 30;

type Unit =
  | { readonly format: 'binary'; readonly power: number }
  | { readonly format: 'decimal' | 'exponent'; readonly exponent: number };

interface Parsed {
  readonly isNegative: boolean;
  /** Digits before the point, without leading zeros. */
  readonly whole: string;
  readonly fraction: string;
  readonly unit: Unit;
}

/**
 * A quantity as the API server writes it back: `1000m` becomes `1`, `0.5Gi` `512Mi`, the number 2 `2`. Texts that its
 * parser takes for canonical stay as they are, even `+5` and `1.500`; so does what is no quantity.
 *
 * @param options - lists of resources are rounded up to thousandths.
 *
 * @public
 */
export function canonicalQuantity(
  value: JsonValue,
  options?: { readonly roundedTo: 'milli' },
): JsonValue {
  if (typeof value !== 'string' && typeof value !== 'number') {
    return value;
  }
  const text = String(value).trim();
  const parsed = parseQuantity(text);
  if (parsed === undefined) {
    return value;
  }
  const finest = options === undefined ? nanoExponent : milliExponent;
  return text === '0' || isTakenForCanonical(parsed, finest)
    ? text
    : formatQuantity(parsed, finest);
}

/** A quantity to reckon with: billionths, and the family of suffixes to write it with. */
export interface Amount {
  readonly nanos: bigint;
  readonly format: 'binary' | 'decimal' | 'exponent';
}

/** Reads a quantity; nothing when it is none. */
export function readAmount(value: JsonValue | undefined): Amount | undefined {
  const parsed =
    typeof value === 'string' ? parseQuantity(value.trim()) : undefined;
  if (parsed === undefined) {
    return undefined;
  }
  const magnitude = nanosOf(parsed);
  return {
    nanos: parsed.isNegative ? -magnitude : magnitude,
    format: parsed.unit.format,
  };
}

/** Writes a quantity that was reckoned. */
export function writeAmount({ nanos, format }: Amount): string {
  const magnitude = nanos < 0n ? -nanos : nanos;
  const isBinary =
    format === 'binary' &&
    magnitude % nanosPerUnit === 0n &&
    magnitude >= 1024n * nanosPerUnit;
  const number = isBinary
    ? formatBinary(magnitude / nanosPerUnit)
    : formatDecimal(magnitude, format === 'exponent');
  return nanos < 0n ? `-${number}` : number;
}

function parseQuantity(text: string): Parsed | undefined {
  const match =
    text.length > longestText
      ? null
      : /^([+-]?)(\d*)(?:\.(\d*))?([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/.exec(
          text,
        );
  const [, sign, whole = '', fraction = '', suffix = ''] = match ?? [];
  const unit = parseUnit(suffix);
  if (whole + fraction === '' || unit === undefined) {
    return undefined;
  }
  return {
    isNegative: sign === '-',
    whole: whole.replace(/^0+/, ''),
    fraction,
    unit,
  };
}

function parseUnit(suffix: string): Unit | undefined {
  const power = binarySuffixes.indexOf(suffix);
  if (power > 0) {
    return { format: 'binary', power };
  }
  const decimal = decimalSuffixes.indexOf(suffix);
  if (decimal >= 0) {
    return { format: 'decimal', exponent: nanoExponent + 3 * decimal };
  }
  const exponent = Number(suffix.slice(1));
  return Math.abs(exponent) > largestExponent
    ? undefined
    : { format: 'exponent', exponent };
}

/** The parser's fast path keeps the text where it believes that formatting would give the same. */
function isTakenForCanonical(parsed: Parsed, finest: number): boolean {
  const { whole, fraction, unit } = parsed;
  if (unit.format === 'binary') {
    const digitsOfUnit = 3 * unit.power;
    return (
      fraction === '' &&
      whole !== '' &&
      whole.length + digitsOfUnit <= 14 &&
      BigInt(whole) % 8n !== 0n
    );
  }
  const digits = `${whole || '0'}${fraction}`;
  const scale = unit.exponent - fraction.length;
  return (
    digits.length <= 18 &&
    scale >= finest &&
    scale % 3 === 0 &&
    !digits.startsWith('0') &&
    !digits.endsWith('000')
  );
}

function formatQuantity(parsed: Parsed, finest: number): string {
  const magnitude = roundUp(
    nanosOf(parsed),
    10n ** BigInt(finest - nanoExponent),
  );
  return writeAmount({
    nanos: parsed.isNegative ? -magnitude : magnitude,
    format: parsed.unit.format,
  });
}

/** The magnitude in billionths, of which none is lost but by rounding up. */
function nanosOf({ whole, fraction, unit }: Parsed): bigint {
  const digits = BigInt(`0${whole}${fraction}`);
  if (unit.format === 'binary') {
    const scaled = digits * nanosPerUnit * 1024n ** BigInt(unit.power);
    const nanos = divideUp(scaled, 10n ** BigInt(fraction.length));
    const cap = largestBinary * nanosPerUnit;
    return nanos < cap ? nanos : cap;
  }
  const scale = unit.exponent - fraction.length - nanoExponent;
  return scale >= 0
    ? digits * 10n ** BigInt(scale)
    : divideUp(digits, 10n ** BigInt(-scale));
}

function formatBinary(units: bigint): string {
  let number = units;
  let power = 0;
  while (number % 1024n === 0n && power < binarySuffixes.length - 1) {
    number /= 1024n;
    power += 1;
  }
  return `${number}${binarySuffixes[power]}`;
}

function formatDecimal(nanos: bigint, asExponent: boolean): string {
  if (nanos === 0n) {
    return '0';
  }
  let number = nanos;
  let exponent = nanoExponent;
  while (number % 1000n === 0n && (asExponent || exponent < exaExponent)) {
    number /= 1000n;
    exponent += 3;
  }
  if (asExponent) {
    return exponent === 0 ? `${number}` : `${number}e${exponent}`;
  }
  return `${number}${decimalSuffixes[(exponent - nanoExponent) / 3]}`;
}

function roundUp(value: bigint, unit: bigint): bigint {
  return divideUp(value, unit) * unit;
}

function divideUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor;
}
