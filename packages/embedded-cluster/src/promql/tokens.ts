import { PromQlError } from './PromQlError';

/** One word of a query. */
export interface Token {
  readonly kind: 'name' | 'number' | 'duration' | 'string' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const PATTERNS: [Token['kind'] | 'space', RegExp][] = [
  ['space', /(?:\s+|#[^\n]*)/y],
  ['duration', /(?:\d+(?:ms|[smhdwy]))+(?![\w.])/y],
  ['number', /(?:0x[\da-f]+|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?![\w.])/iy],
  ['name', /[a-z_:][\w:]*/iy],
  ['string', /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/y],
  ['symbol', /=~|!~|!=|==|<=|>=|[-+*/%^(){}[\],=<>@:]/y],
];

/** Cuts a query into words. @throws PromQlError at what is none */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const [kind, text] = next(query, at);
    if (kind !== 'space') {
      tokens.push({ kind, text, at });
    }
    at += text.length;
  }
  return [...tokens, { kind: 'end', text: '', at }];
}

function next(query: string, at: number): [Token['kind'] | 'space', string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(query);
    if (found) {
      return [kind, found[0]];
    }
  }
  throw new PromQlError(
    `unexpected ${JSON.stringify(query[at])} at position ${at + 1}`,
  );
}
