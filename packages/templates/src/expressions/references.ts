/**
 * A name an expression uses with the fields read from it, such as `schema.spec.port`.
 *
 * @public
 */
export interface Reference {
  readonly root: string;
  /** Fields in order, as far as they are literal: `a.b["c"]` has `b` and `c`, `a.b[i].c` has `b`. */
  readonly fields: readonly string[];
  /** True when the last field is only asked for by `has()`, so that it may be missing. */
  readonly optional: boolean;
}

const TOKEN =
  /\/\/[^\n]*|(?:[rRbB]{0,2})(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|[A-Za-z_][A-Za-z0-9_]*|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?|0x[0-9a-fA-F]+|\s+|[^]/gy;

const KEYWORDS = new Set(['true', 'false', 'null', 'in']);

const MACROS = new Set(['map', 'filter', 'all', 'exists', 'exists_one']);

/**
 * Lists what an expression refers to by reading its tokens. Names bound by a macro (`list.map(x, …)`) are left out,
 * as are function and method names. The expression must have compiled; on anything else the answer means nothing.
 */
export function referencesIn(source: string): readonly Reference[] {
  const tokens = tokenize(source);
  const bound = boundNames(tokens);
  const references: Reference[] = [];
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    const startsChain =
      isIdentifier(token) &&
      tokens[index - 1] !== '.' &&
      tokens[index + 1] !== '(' &&
      !KEYWORDS.has(token) &&
      !bound.has(token);
    if (startsChain) {
      references.push(readChain(tokens, index));
    }
  }
  return references;
}

function readChain(tokens: readonly string[], start: number): Reference {
  const fields: string[] = [];
  let index = start + 1;
  for (;;) {
    if (
      tokens[index] === '.' &&
      isIdentifier(tokens[index + 1]) &&
      tokens[index + 2] !== '('
    ) {
      fields.push(tokens[index + 1]);
      index += 2;
    } else if (
      tokens[index] === '[' &&
      isPlainLiteral(tokens[index + 1]) &&
      tokens[index + 2] === ']'
    ) {
      fields.push(tokens[index + 1].slice(1, -1));
      index += 3;
    } else {
      break;
    }
  }
  const optional =
    tokens[start - 1] === '(' &&
    tokens[start - 2] === 'has' &&
    tokens[index] === ')';
  return { root: tokens[start], fields, optional };
}

/** The variables of macros: the identifier straight after `.map(` and its like. */
function boundNames(tokens: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let index = 2; index < tokens.length; index += 1) {
    const isMacroCall =
      tokens[index] === '(' &&
      MACROS.has(tokens[index - 1]) &&
      tokens[index - 2] === '.';
    if (
      isMacroCall &&
      isIdentifier(tokens[index + 1]) &&
      tokens[index + 2] === ','
    ) {
      names.add(tokens[index + 1]);
    }
  }
  return names;
}

function tokenize(source: string): readonly string[] {
  return (source.match(TOKEN) ?? []).filter(
    token => !/^\s+$/.test(token) && !token.startsWith('//'),
  );
}

function isIdentifier(token: string | undefined): token is string {
  return token !== undefined && /^[A-Za-z_][A-Za-z0-9_]*$/.test(token);
}

function isPlainLiteral(token: string | undefined): token is string {
  return (
    token !== undefined &&
    /^(?:"[^"\\]*"|'[^'\\]*')$/.test(token) &&
    !token.startsWith('"""')
  );
}
