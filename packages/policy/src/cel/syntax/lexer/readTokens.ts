import type { Comment } from '../expression';
import type { ExpressionIssue } from '../issue';
import {
  isLineEnd,
  isNamePart,
  isNameStart,
  isDigit,
  isSpace,
} from './characters';
import { readNumber } from './readNumber';
import { readQuotedName, readString, stringPrefixLength } from './readString';
import { keywordOf } from './token';
import type { Punctuation, Token } from './token';

/** The tokens of a source, the last one `end`; its comments; and what no token could be made of. */
export interface TokenList {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  readonly issues: readonly ExpressionIssue[];
}

/** How many issues are worth reading; what follows is a consequence of them. */
const issueLimit = 20;

/** Cuts a source into tokens, in one pass. Text that is no token is reported and left out. */
export function readTokens(source: string): TokenList {
  const tokens: Token[] = [];
  const comments: Comment[] = [];
  const issues: ExpressionIssue[] = [];
  let offset = 0;
  while (offset < source.length) {
    const code = source.charCodeAt(offset);
    if (isSpace(code)) {
      offset += 1;
    } else if (code === 47 && source.charCodeAt(offset + 1) === 47) {
      const end = endOfLine(source, offset);
      comments.push({
        start: offset,
        end,
        text: source.slice(offset + 2, end),
      });
      offset = end;
    } else {
      const { token, end, issue } = readToken(source, offset, code);
      if (token) {
        tokens.push(token);
      }
      if (issue && issues.length < issueLimit) {
        issues.push(issue);
      }
      offset = end;
    }
  }
  tokens.push({ kind: 'end', start: source.length, end: source.length });
  return { tokens, comments, issues };
}

/** What was read at an offset: a token, an issue, or both; `end` is where to go on. */
export interface TokenReading {
  readonly token?: Token;
  readonly issue?: ExpressionIssue;
  readonly end: number;
}

function readToken(source: string, start: number, code: number): TokenReading {
  if (isNameStart(code)) {
    return stringPrefixLength(source, start) > 0
      ? readString(source, start)
      : readName(source, start);
  }
  if (isDigit(code) || (code === 46 && isDigit(source.charCodeAt(start + 1)))) {
    return readNumber(source, start);
  }
  if (code === 34 || code === 39) {
    return readString(source, start);
  }
  if (code === 96) {
    return readQuotedName(source, start);
  }
  const punctuation = punctuationAt(source, start);
  return punctuation
    ? read(punctuation, start, start + punctuation.length)
    : unknownCharacter(source, start);
}

function readName(source: string, start: number): TokenReading {
  let end = start + 1;
  while (isNamePart(source.charCodeAt(end))) {
    end += 1;
  }
  return read(keywordOf(source.slice(start, end)) ?? 'identifier', start, end);
}

function read(kind: Token['kind'], start: number, end: number): TokenReading {
  return { token: { kind, start, end }, end };
}

const pairs = new Map<string, Punctuation>(
  (['<=', '>=', '==', '!=', '&&', '||'] as const).map(pair => [pair, pair]),
);

const singles = new Map<string, Punctuation>(
  // prettier-ignore
  (['(', ')', '[', ']', '{', '}', '.', ',', ':', '?', '+', '-', '*', '/', '%', '!', '<', '>'] as const)
    .map(single => [single, single]),
);

function punctuationAt(source: string, start: number): Punctuation | undefined {
  return (
    pairs.get(source.slice(start, start + 2)) ??
    singles.get(source.charAt(start))
  );
}

const hints = new Map([
  ['=', 'Compare with `==`.'],
  ['&', 'Write `&&` for "and".'],
  ['|', 'Write `||` for "or".'],
  ['#', 'A comment begins with `//`.'],
  ['“', 'Write strings in straight quotes.'],
  ['”', 'Write strings in straight quotes.'],
  ['‘', 'Write strings in straight quotes.'],
  ['’', 'Write strings in straight quotes.'],
]);

function unknownCharacter(source: string, start: number): TokenReading {
  const character = String.fromCodePoint(source.codePointAt(start) ?? 0);
  const hint = hints.get(character);
  const end = start + character.length;
  return {
    end,
    issue: {
      message: `\`${character}\` has no meaning here.${hint ? ` ${hint}` : ''}`,
      start,
      end,
      severity: 'error',
    },
  };
}

function endOfLine(source: string, start: number): number {
  let end = start;
  while (end < source.length && !isLineEnd(source.charCodeAt(end))) {
    end += 1;
  }
  return end;
}
