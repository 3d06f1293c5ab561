import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import { unitOffset } from './codePoints';
import { outOfRange } from './searching';

/** The character at an index; none at the end. */
export function charAt(text: string, index: CelInt): string | CelError {
  const offset = unitOffset(text, index);
  if (offset === undefined) {
    return outOfRange(index);
  }
  const codePoint = text.codePointAt(offset);
  return codePoint === undefined ? '' : String.fromCodePoint(codePoint);
}

/** The text from an index on. */
export function substring(text: string, start: CelInt): string | CelError {
  const offset = unitOffset(text, start);
  return offset === undefined ? outOfRange(start) : text.slice(offset);
}

/** The text between two indices. */
export function substringBetween(
  text: string,
  start: CelInt,
  end: CelInt,
): string | CelError {
  if (start > end) {
    return new CelError(
      `invalid substring range. start: ${start}, end: ${end}`,
    );
  }
  const from = unitOffset(text, start);
  if (from === undefined) {
    return outOfRange(start);
  }
  const to = unitOffset(text, end);
  return to === undefined ? outOfRange(end) : text.slice(from, to);
}

/** The text without the white space around it that Unicode defines. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) {
    start += 1;
  }
  while (end > start && isSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}

/** Go's `unicode.IsSpace`, which differs from JavaScript's in U+0085 and U+FEFF. */
function isSpace(unit: number): boolean {
  return (
    unit === 0x20 ||
    (unit >= 0x09 && unit <= 0x0d) ||
    unit === 0x85 ||
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000
  );
}
