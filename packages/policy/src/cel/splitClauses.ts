/** The clauses that an expression joins at its top: all must hold, one must hold, or there is only one. */
export interface Clauses {
  readonly joinedBy: '&&' | '||' | undefined;
  readonly sources: readonly string[];
}

/** Splits an expression at its loosest top-level `||`, else at its `&&`. The source must be one that compiles. */
export function splitClauses(source: string): Clauses {
  const tokens = topLevelTokens(source);
  if (tokens.some(token => token.text === '?')) {
    return { joinedBy: undefined, sources: [source.trim()] };
  }
  for (const joinedBy of ['||', '&&'] as const) {
    const joints = tokens.filter(token => token.text === joinedBy);
    if (joints.length > 0) {
      const starts = [0, ...joints.map(joint => joint.offset + 2)];
      const ends = [...joints.map(joint => joint.offset), source.length];
      return {
        joinedBy,
        sources: starts.map((start, index) =>
          source.slice(start, ends[index]).trim(),
        ),
      };
    }
  }
  return { joinedBy: undefined, sources: [source.trim()] };
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** Strings (raw, bytes, triple-quoted), comments, brackets, and the operators that matter; the rest is skipped. */
const tokenPattern =
  /(?:\b[bB]?[rR]|\b[rR][bB])(?:"""[^]*?"""|'''[^]*?'''|"[^"\r\n]*"|'[^'\r\n]*')|"""(?:\\[^]|[^\\])*?"""|'''(?:\\[^]|[^\\])*?'''|"(?:\\.|[^"\\\r\n])*"|'(?:\\.|[^'\\\r\n])*'|\/\/[^\r\n]*|[([{]|[)\]}]|&&|\|\||\?/g;

function topLevelTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  for (const match of source.matchAll(tokenPattern)) {
    const [text] = match;
    if ('([{'.includes(text)) {
      depth += 1;
    } else if (')]}'.includes(text)) {
      depth -= 1;
    } else if (depth === 0 && ['&&', '||', '?'].includes(text)) {
      tokens.push({ text, offset: match.index });
    }
  }
  return tokens;
}
