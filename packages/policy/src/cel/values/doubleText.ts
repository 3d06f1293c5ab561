/** A double as `string(x)` writes it: the shortest digits, with an exponent below 1e-4 and from 1e6, as Go's `%g`. */
export function doubleText(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '+Inf' : '-Inf';
  }
  if (value === 0) {
    return Object.is(value, -0) ? '-0' : '0';
  }
  const [mantissa, exponentText] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  return exponent < -4 || exponent >= 6
    ? withExponent(mantissa, exponent)
    : String(value);
}

/** Go writes at least two digits of an exponent. */
function withExponent(mantissa: string, exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
}

/**
 * The double of a text as Go's `ParseFloat` reads it, or undefined: decimal digits with an optional exponent, and `Inf`,
 * `Infinity` and `NaN` in any case. A number too large for a double is none.
 */
export function parseDouble(text: string): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
  }
  if (/^nan$/i.test(text)) {
    return NaN;
  }
  if (/^[+-]?inf(?:inity)?$/i.test(text)) {
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  return undefined;
}
