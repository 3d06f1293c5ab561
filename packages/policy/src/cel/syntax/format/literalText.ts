import { readTokens } from '../lexer/readTokens';
import {
  doubleLiteral,
  intLiteral,
  uintLiteral,
} from '../literals/numberLiteral';
import { bytesLiteral, stringLiteral } from '../literals/stringLiteral';
import { CelDouble, CelUint } from '../../values/numbers';
import type { CelConstant } from '../../values/runtimeValue';

/** A constant as it was written (`0xFF`, `r"\d+"`), or, where that is not known, in its plainest form. */
export function literalText(value: CelConstant, written: string): string {
  return denotes(written, value) ? written : canonicalLiteral(value);
}

/** A constant in its plainest form. */
export function canonicalLiteral(value: CelConstant): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (value instanceof Uint8Array) {
    return `b"${[...value].map(byteText).join('')}"`;
  }
  if (value instanceof CelUint) {
    return `${value.value}u`;
  }
  return value instanceof CelDouble ? doubleText(value.value) : String(value);
}

function denotes(written: string, value: CelConstant): boolean {
  if (written === '' || /^-\s/.test(written)) {
    return false;
  }
  const isNegative = written.startsWith('-');
  const text = isNegative ? written.slice(1) : written;
  const { tokens, issues } = readTokens(text);
  if (
    issues.length > 0 ||
    tokens.length !== 2 ||
    tokens[0].end !== text.length
  ) {
    return false;
  }
  const reading = readingOf(tokens[0].kind, text, isNegative);
  return reading !== undefined && reading.ok && isSame(reading.value, value);
}

function readingOf(
  kind: string,
  text: string,
  isNegative: boolean,
):
  | { readonly ok: true; readonly value: CelConstant }
  | { readonly ok: false }
  | undefined {
  switch (kind) {
    case 'int':
      return intLiteral(text, isNegative);
    case 'double':
      return doubleLiteral(text, isNegative);
    case 'uint':
      return isNegative ? undefined : uintLiteral(text);
    case 'string':
      return isNegative ? undefined : stringLiteral(text);
    case 'bytes':
      return isNegative ? undefined : bytesLiteral(text);
    default:
      return undefined;
  }
}

function isSame(left: CelConstant, right: CelConstant): boolean {
  if (left instanceof CelDouble) {
    return right instanceof CelDouble && Object.is(left.value, right.value);
  }
  if (left instanceof CelUint) {
    return right instanceof CelUint && left.value === right.value;
  }
  if (left instanceof Uint8Array) {
    return (
      right instanceof Uint8Array &&
      left.length === right.length &&
      left.every((byte, index) => byte === right[index])
    );
  }
  return left === right;
}

const escapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
]);

/** Single quotes, unless the text has them and no double quotes. */
function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const content = text.replace(
    // Controls, line ends, the backslash and both quotes.
    /[\p{Cc}\u2028\u2029\\'"]/gu,
    character => {
      if (character === '"' || character === "'") {
        return character === quote ? `\\${character}` : character;
      }
      return (
        escapes.get(character) ??
        `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      );
    },
  );
  return `${quote}${content}${quote}`;
}

function byteText(byte: number): string {
  return byte >= 32 && byte < 127 && byte !== 34 && byte !== 92
    ? String.fromCharCode(byte)
    : `\\x${byte.toString(16).padStart(2, '0')}`;
}

function doubleText(value: number): string {
  if (!Number.isFinite(value)) {
    return `double('${value}')`;
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
