import { isLineEnd } from './characters';
import type { TokenReading } from './readTokens';

/**
 * How many letters stand before the quote of a string literal that begins at an offset (`r"…"`, `b'…'`, `rb"…"`); 0 when none
 * begins there with a letter.
 */
export function stringPrefixLength(source: string, start: number): number {
  const first = source.charAt(start);
  if (!'rRbB'.includes(first)) {
    return 0;
  }
  const second = source.charAt(start + 1);
  if (isQuote(second)) {
    return 1;
  }
  const isPair =
    ('rR'.includes(first) && 'bB'.includes(second || ' ')) ||
    ('bB'.includes(first) && 'rR'.includes(second || ' '));
  return isPair && isQuote(source.charAt(start + 2)) ? 2 : 0;
}

/** Reads a string or bytes literal; what its escapes mean is `stringLiteral.ts`'s. */
export function readString(source: string, start: number): TokenReading {
  const open = start + stringPrefixLength(source, start);
  const prefix = source.slice(start, open).toLowerCase();
  const quote = source.charAt(open);
  const isTriple = source.startsWith(quote.repeat(3), open);
  const delimiter = isTriple ? quote.repeat(3) : quote;
  const isRaw = prefix.includes('r');
  const end = endOfText(source, open + delimiter.length, delimiter, isRaw);
  const kind = prefix.includes('b') ? 'bytes' : 'string';
  return end.isClosed
    ? { token: { kind, start, end: end.offset }, end: end.offset }
    : {
        token: { kind, start, end: end.offset },
        end: end.offset,
        issue: {
          message: isTriple
            ? `This text is not closed: \`${delimiter}\` is missing.`
            : `This text is not closed: \`${delimiter}\` is missing before the end of the line.`,
          start,
          end: end.offset,
          severity: 'error',
        },
      };
}

function endOfText(
  source: string,
  from: number,
  delimiter: string,
  isRaw: boolean,
): { readonly offset: number; readonly isClosed: boolean } {
  let offset = from;
  while (offset < source.length) {
    const code = source.charCodeAt(offset);
    if (code === 92 && !isRaw) {
      offset += 2;
    } else if (isLineEnd(code) && delimiter.length === 1) {
      return { offset, isClosed: false };
    } else if (source.startsWith(delimiter, offset)) {
      return { offset: offset + delimiter.length, isClosed: true };
    } else {
      offset += 1;
    }
  }
  return { offset: source.length, isClosed: false };
}

/** Reads a name in backquotes: letters, digits, `_`, `.`, `-`, `/` and space. */
export function readQuotedName(source: string, start: number): TokenReading {
  let end = start + 1;
  while (/[A-Za-z0-9_.\-/ ]/.test(source.charAt(end))) {
    end += 1;
  }
  const isClosed = source.charAt(end) === '`';
  const isEmpty = end === start + 1;
  return {
    token: { kind: 'quoted', start, end: isClosed ? end + 1 : end },
    end: isClosed ? end + 1 : Math.max(end, start + 1),
    issue:
      isClosed && !isEmpty
        ? undefined
        : {
            message:
              'A name in backquotes has letters, digits, `_`, `.`, `-`, `/` and spaces, and a backquote at its end.',
            start,
            end: Math.min(end + 1, source.length),
            severity: 'error',
          },
  };
}

function isQuote(character: string): boolean {
  return character === '"' || character === "'";
}
