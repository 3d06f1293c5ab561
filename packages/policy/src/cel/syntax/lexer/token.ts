/**
 * A word of the language with its place, in UTF-16 code units. Punctuation and keywords are kinds of their own, so that the
 * parser compares kinds only; the text of the others is cut from the source when it is needed.
 */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** What a token is. `quoted` is a name in backquotes, `end` the end of the source. */
export type TokenKind =
  | 'identifier'
  | 'quoted'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'end'
  | Keyword
  | Punctuation;

/** The names that are literals and operators; no field can be called so without backquotes. */
export type Keyword = 'true' | 'false' | 'null' | 'in';

/** Operators and brackets. */
export type Punctuation =
  | '('
  | ')'
  | '['
  | ']'
  | '{'
  | '}'
  | '.'
  | ','
  | ':'
  | '?'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '!'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '&&'
  | '||';

/** A keyword of this spelling, or undefined. */
export function keywordOf(text: string): Keyword | undefined {
  switch (text) {
    case 'true':
    case 'false':
    case 'null':
    case 'in':
      return text;
    default:
      return undefined;
  }
}

/** Words that cel-spec keeps for host languages: no variable or function is called so, a field may be. */
export const reservedWords: ReadonlySet<string> = new Set([
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'namespace',
  'package',
  'return',
  'var',
  'void',
  'while',
]);
