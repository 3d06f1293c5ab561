import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import {
  maximumParts,
  maximumTextLength,
  textTooLong,
  tooManyParts,
  withinTextLimit,
} from '../textLimits';

/**
 * The text with the first `count` occurrences replaced, all when negative. An empty part is found before each character and at
 * the end, as in Go.
 */
export function replace(
  text: string,
  part: string,
  replacement: string,
  count: CelInt = -1,
): string | CelError {
  const most = count < 0 ? Infinity : Number(count) + 1;
  if (part === '' && Math.min(text.length, most) > maximumParts) {
    return tooManyParts;
  }
  const pieces =
    part === '' ? aroundCharacters(text, most) : splitAtMost(text, part, most);
  const length =
    text.length + (pieces.length - 1) * (replacement.length - part.length);
  return length > maximumTextLength ? textTooLong : pieces.join(replacement);
}

/** The parts between separators: at most `count` when it is positive, none when it is 0. An empty separator splits characters. */

export function split(
  text: string,
  separator: string,
  count: CelInt = -1,
): readonly string[] | CelError {
  if (count === 0) {
    return [];
  }
  const most = count < 0 ? Infinity : Number(count);
  const limit = Math.min(most, maximumParts + 1);
  const parts =
    separator === ''
      ? charactersOf(text, limit)
      : splitAtMost(text, separator, limit);
  return parts.length > maximumParts ? tooManyParts : parts;
}

function charactersOf(text: string, most: number): readonly string[] {
  if (text.length <= most) {
    return Array.from(text);
  }
  const characters: string[] = [];
  let length = 0;
  for (const character of text) {
    if (characters.length === most - 1) {
      break;
    }
    characters.push(character);
    length += character.length;
  }
  return length < text.length
    ? [...characters, text.slice(length)]
    : characters;
}

/** The texts of a list one behind the other, with a separator between. */

export function join(
  items: readonly unknown[],
  separator: string,
): string | CelError {
  let length = separator.length * Math.max(0, items.length - 1);
  for (const item of items) {
    if (typeof item !== 'string') {
      // cel-go adds the item; a message should not carry what was read.
      return new CelError('join: invalid input');
    }
    length += item.length;
  }
  return length > maximumTextLength ? textTooLong : items.join(separator);
}

// eslint-disable-next-line no-control-regex -- what is escaped are control characters
const escapedCharacters = /[\u0007-\r"\\]/g;

const escapes = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
  ['"', '\\"'],
]);

/** The text in double quotes, with what CEL escapes escaped. */

export function quote(text: string): string | CelError {
  return withinTextLimit(
    `"${text
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(
        escapedCharacters,
        character => escapes.get(character) ?? character,
      )}"`,
  );
}

/** What is between the places of an empty part: nothing before the first, then character by character. */

function aroundCharacters(text: string, most: number): readonly string[] {
  const pieces = ['', ...Array.from(text), ''];
  return pieces.length <= most
    ? pieces
    : [...pieces.slice(0, most - 1), pieces.slice(most - 1).join('')];
}

function splitAtMost(
  text: string,
  separator: string,
  most: number,
): readonly string[] {
  if (most === Infinity) {
    return text.split(separator);
  }
  const parts: string[] = [];
  let start = 0;
  while (parts.length < most - 1) {
    const end = text.indexOf(separator, start);
    if (end < 0) {
      break;
    }
    parts.push(text.slice(start, end));
    start = end + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}
