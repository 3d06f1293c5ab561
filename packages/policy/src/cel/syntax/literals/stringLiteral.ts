import { isHexDigit } from '../lexer/characters';
import { stringPrefixLength } from '../lexer/readString';

/** What a literal of text holds, or what is wrong with it at an offset within the literal. */
export type TextReading<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly message: string;
      readonly start: number;
      readonly end: number;
    };

/** The string of `"…"`, `'…'`, `"""…"""`, `r"…"`. Line ends become `\n`, as in cel-go. */
export function stringLiteral(literal: string): TextReading<string> {
  const { text, offset, isRaw } = contentOf(literal);
  if (isRaw || !text.includes('\\')) {
    return { ok: true, value: text };
  }
  const parts: string[] = [];
  let issue: TextIssue | undefined;
  eachPiece(text, 'string', {
    onText: piece => parts.push(piece),
    onCode: code => parts.push(String.fromCodePoint(code)),
    onIssue: found => {
      issue ??= found;
    },
  });
  return issue
    ? { ok: false, ...placed(issue, offset) }
    : { ok: true, value: parts.join('') };
}

/** The bytes of `b"…"`: text as UTF-8, `\xHH` and `\OOO` as single bytes. */
export function bytesLiteral(literal: string): TextReading<Uint8Array> {
  const { text, offset, isRaw } = contentOf(literal);
  if (isRaw || !text.includes('\\')) {
    return { ok: true, value: encoded(text) };
  }
  const parts: Uint8Array[] = [];
  let issue: TextIssue | undefined;
  eachPiece(text, 'bytes', {
    onText: piece => parts.push(encoded(piece)),
    onCode: code => parts.push(Uint8Array.of(code)),
    onIssue: found => {
      issue ??= found;
    },
  });
  return issue
    ? { ok: false, ...placed(issue, offset) }
    : { ok: true, value: joined(parts) };
}

interface TextIssue {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

function placed(issue: TextIssue, offset: number): TextIssue {
  return {
    message: issue.message,
    start: issue.start + offset,
    end: issue.end + offset,
  };
}

function contentOf(literal: string): {
  readonly text: string;
  readonly offset: number;
  readonly isRaw: boolean;
} {
  const prefix = stringPrefixLength(literal, 0);
  const quote = literal.charAt(prefix);
  const isTriple =
    literal.length >= prefix + 6 && literal.startsWith(quote.repeat(3), prefix);
  const width = isTriple ? 3 : 1;
  return {
    text: withPlainLineEnds(
      literal.slice(prefix + width, literal.length - width),
    ),
    offset: prefix + width,
    isRaw: /r/i.test(literal.slice(0, prefix)),
  };
}

function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

interface Pieces {
  readonly onText: (piece: string) => void;
  readonly onCode: (code: number) => void;
  readonly onIssue: (issue: TextIssue) => void;
}

function eachPiece(
  text: string,
  kind: 'string' | 'bytes',
  { onText, onCode, onIssue }: Pieces,
): void {
  let offset = 0;
  while (offset < text.length) {
    const escape = text.indexOf('\\', offset);
    if (escape < 0) {
      onText(text.slice(offset));
      return;
    }
    if (escape > offset) {
      onText(text.slice(offset, escape));
    }
    const { code, end, message } = readEscape(text, escape, kind);
    if (message === undefined) {
      onCode(code);
    } else {
      onIssue({ message, start: escape, end: Math.min(end, text.length) });
    }
    offset = end;
  }
}

interface EscapeReading {
  readonly code: number;
  readonly end: number;
  readonly message?: string;
}

const simpleEscapes = new Map<string, number>([
  ['a', 7],
  ['b', 8],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
  ['\\', 92],
  ["'", 39],
  ['"', 34],
  ['`', 96],
  ['?', 63],
]);

function readEscape(
  text: string,
  start: number,
  kind: 'string' | 'bytes',
): EscapeReading {
  const letter = text.charAt(start + 1);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) {
    return { code: simple, end: start + 2 };
  }
  if (letter === 'x' || letter === 'X') {
    return readHexadecimal(text, start, 2);
  }
  if (letter === 'u' || letter === 'U') {
    const reading = readHexadecimal(text, start, letter === 'u' ? 4 : 8);
    return kind === 'bytes'
      ? {
          ...reading,
          message: `\`\\${letter}\` is for strings. Write bytes as \`\\x\` and two digits.`,
        }
      : reading;
  }
  const octal = text.slice(start + 1, start + 4);
  if (/^[0-3][0-7]{2}$/.test(octal)) {
    return { code: parseInt(octal, 8), end: start + 4 };
  }
  return {
    code: 0,
    end: start + 2,
    message: /^[0-9]/.test(octal)
      ? 'An escape by number has three octal digits, from `\\000` to `\\377`.'
      : `\`\\${letter}\` is no escape. Write \`\\\\\` for a backslash, or \`r"…"\` for text without escapes.`,
  };
}

function readHexadecimal(
  text: string,
  start: number,
  digits: number,
): EscapeReading {
  const from = start + 2;
  let end = from;
  while (end < from + digits && isHexDigit(text.charCodeAt(end))) {
    end += 1;
  }
  if (end < from + digits) {
    return {
      code: 0,
      end,
      message: `\`${text.slice(
        start,
        from,
      )}\` needs ${digits} hexadecimal digits.`,
    };
  }
  const code = parseInt(text.slice(from, end), 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
    ? {
        code: 0,
        end,
        message: `\`${text.slice(start, end)}\` is no Unicode character.`,
      }
    : { code, end };
}

/** UTF-8. Copied, as an encoder may answer an array of another realm (in jsdom it does), which is no instance of `Uint8Array` here. */
function encoded(text: string): Uint8Array {
  return Uint8Array.from(new TextEncoder().encode(text));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(
    parts.reduce((length, part) => length + part.length, 0),
  );
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}
