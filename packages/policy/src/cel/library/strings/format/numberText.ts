import type { CelInt } from '../../../values/intArithmetic';

/** A number with so many digits behind the point, exactly rounded, ties to even as in Go. */
export function fixedText(value: number, precision: number): string {
  const { negative, digits } = scaledDigits(value, precision);
  const padded = digits.padStart(precision + 1, '0');
  const whole = padded.slice(0, padded.length - precision);
  const text =
    precision === 0
      ? whole
      : `${whole}.${padded.slice(padded.length - precision)}`;
  return negative ? `-${text}` : text;
}

/** The digits and the exponent of ten of a number in scientific notation, exactly rounded. */
export function scientificParts(
  value: number,
  precision: number,
): { readonly mantissa: string; readonly exponent: number } {
  if (value === 0) {
    return { mantissa: fixedText(value, precision), exponent: 0 };
  }
  const estimate = Number(value.toExponential().split('e')[1]);
  const scaled = scaledDigits(value, precision - estimate);
  const carried = scaled.digits.length > precision + 1;
  const digits = carried ? scaled.digits.slice(0, -1) : scaled.digits;
  const text =
    precision === 0 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
  return {
    mantissa: scaled.negative ? `-${text}` : text,
    exponent: carried ? estimate + 1 : estimate,
  };
}

/** All digits of a double without an exponent, the fewest that tell it apart. */
export function plainText(value: number): string {
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  const negative = mantissa.startsWith('-') || Object.is(value, -0);
  const digits = mantissa.replace(/[-.]/g, '');
  const places = digits.length - 1 - exponent;
  let text: string;
  if (places <= 0) {
    text = digits + '0'.repeat(-places);
  } else {
    const padded = digits.padStart(places + 1, '0');
    text = `${padded.slice(0, -places)}.${padded.slice(-places)}`;
  }
  return negative ? `-${text}` : text;
}

/** An int in a base, with its sign. */
export function integerText(value: CelInt, base: number): string {
  return value.toString(base);
}

/** `value` times ten to the `places`, rounded to an integer, ties to even. */
function scaledDigits(
  value: number,
  places: number,
): { readonly negative: boolean; readonly digits: string } {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, value);
  const word = bits.getBigUint64(0);
  const exponentBits = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const mantissa = exponentBits === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  const numerator =
    mantissa *
    (exponent > 0 ? 1n << BigInt(exponent) : 1n) *
    (places > 0 ? 10n ** BigInt(places) : 1n);
  const denominator =
    (exponent < 0 ? 1n << BigInt(-exponent) : 1n) *
    (places < 0 ? 10n ** BigInt(-places) : 1n);
  const quotient = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up =
    twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return {
    negative: word >> 63n === 1n,
    digits: String(up ? quotient + 1n : quotient),
  };
}
