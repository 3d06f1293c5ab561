import { isDigit, isHexDigit } from './characters';
import type { TokenReading } from './readTokens';

/**
 * Reads `12`, `0x1F`, `12u`, `1.5`, `.5`, `1e9`. A minus before it is a token of its own.
 * `1.` is an int and a dot, so that `1.max(2)` is a call.
 */
export function readNumber(source: string, start: number): TokenReading {
  const { kind, end } = isHexadecimal(source, start)
    ? withSuffix(source, endOf(source, start + 2, isHexDigit))
    : readDecimal(source, start);
  return { token: { kind, start, end }, end };
}

interface NumberEnd {
  readonly kind: 'int' | 'uint' | 'double';
  readonly end: number;
}

function isHexadecimal(source: string, start: number): boolean {
  return (
    source.charAt(start) === '0' &&
    'xX'.includes(source.charAt(start + 1) || ' ') &&
    isHexDigit(source.charCodeAt(start + 2))
  );
}

function readDecimal(source: string, start: number): NumberEnd {
  const whole = endOf(source, start, isDigit);
  const fraction =
    source.charAt(whole) === '.' && isDigit(source.charCodeAt(whole + 1))
      ? endOf(source, whole + 1, isDigit)
      : whole;
  const end = endOfExponent(source, fraction);
  return end > whole ? { kind: 'double', end } : withSuffix(source, whole);
}

function withSuffix(source: string, end: number): NumberEnd {
  const suffix = source.charAt(end);
  return suffix === 'u' || suffix === 'U'
    ? { kind: 'uint', end: end + 1 }
    : { kind: 'int', end };
}

/** The end of `e9`, `E+9`, `e-9` after an offset, or the offset when there is no exponent. */
function endOfExponent(source: string, offset: number): number {
  const letter = source.charAt(offset);
  if (letter !== 'e' && letter !== 'E') {
    return offset;
  }
  const sign = source.charAt(offset + 1);
  const digits = sign === '+' || sign === '-' ? offset + 2 : offset + 1;
  const end = endOf(source, digits, isDigit);
  return end > digits ? end : offset;
}

function endOf(
  source: string,
  start: number,
  belongs: (code: number) => boolean,
): number {
  let end = start;
  while (belongs(source.charCodeAt(end))) {
    end += 1;
  }
  return end;
}
