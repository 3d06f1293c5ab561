import { CelDouble, CelUint, toInt } from '../../values/numbers';

/** A literal's value, or what is wrong with it. */
export type LiteralReading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string };

const intMaximum = 2n ** 63n - 1n;
const uintMaximum = 2n ** 64n - 1n;

/** The int of `12` or `0x1F`, negated when a minus stands before it: `-9223372036854775808` is the least. */
export function intLiteral(
  text: string,
  isNegative: boolean,
): LiteralReading<number | bigint> {
  if (text.length <= 15) {
    const value = Number(text);
    return { ok: true, value: isNegative && value !== 0 ? -value : value };
  }
  const magnitude = magnitudeOf(text);
  const limit = isNegative ? intMaximum + 1n : intMaximum;
  return magnitude !== undefined && magnitude <= limit
    ? { ok: true, value: toInt(isNegative ? -magnitude : magnitude) }
    : {
        ok: false,
        message:
          'This int is out of range. An int is from -9223372036854775808 to 9223372036854775807.',
      };
}

/** The uint of `12u`. */
export function uintLiteral(text: string): LiteralReading<CelUint> {
  const magnitude = magnitudeOf(text.slice(0, -1));
  return magnitude !== undefined && magnitude <= uintMaximum
    ? { ok: true, value: new CelUint(magnitude) }
    : {
        ok: false,
        message:
          'This uint is out of range. A uint is from 0u to 18446744073709551615u.',
      };
}

/** The double of `1.5e3`; too large for one is an error, too small is 0, as in cel-go. */
export function doubleLiteral(
  text: string,
  isNegative: boolean,
): LiteralReading<CelDouble> {
  const value = Number(text);
  return Number.isFinite(value)
    ? { ok: true, value: new CelDouble(isNegative ? -value : value) }
    : {
        ok: false,
        message: 'This double is out of range. The largest is about 1.8e308.',
      };
}

/** Reading thousands of digits takes quadratic time, so what cannot fit is not read. */
const digitLimit = 100;

function magnitudeOf(text: string): bigint | undefined {
  const significant = text.replace(/^(0[xX])?0+(?=[0-9a-fA-F])/, '$1');
  return significant.length <= digitLimit ? BigInt(significant) : undefined;
}
