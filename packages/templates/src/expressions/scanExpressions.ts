/** Most `${` that are looked at in one value. */
const MAX_STARTS = 200;

/** A part of a string value: text that is kept, or the source of an expression. */
export type StringPart =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression';
      readonly source: string;
      /** UTF-16 offset of the source's first character in the value. */
      readonly offset: number;
    };

/** A string value taken apart. */
export type ScanResult =
  | { readonly ok: true; readonly parts: readonly StringPart[] }
  | { readonly ok: false; readonly message: string };

/**
 * Takes a string value apart into text and `${…}` expressions by kro's rules: braces are counted, only `"` opens a
 * literal, a backslash inside a literal protects the next character, an unclosed `${` is text, and `${` inside an
 * expression but outside a literal is an error. Every unclosed `${` costs one pass over the rest of the value, so the
 * number of starts is bounded.
 */
export function scanExpressions(value: string): ScanResult {
  const parts: StringPart[] = [];
  let textStart = 0;
  let start = value.indexOf('${');
  for (let starts = 1; start !== -1; starts += 1) {
    if (starts > MAX_STARTS) {
      return {
        ok: false,
        message: `The value has more than ${MAX_STARTS} "\${". Split it into several values.`,
      };
    }
    const end = findEnd(value, start + 2);
    if (end === 'nested') {
      return {
        ok: false,
        message:
          'An expression contains "${" outside a string literal. Remove the inner "${ }"; names can be used as they are.',
      };
    }
    if (end === 'unclosed') {
      start = value.indexOf('${', start + 2);
      continue;
    }
    if (start > textStart) {
      parts.push({ kind: 'text', text: value.slice(textStart, start) });
    }
    parts.push({
      kind: 'expression',
      source: value.slice(start + 2, end),
      offset: start + 2,
    });
    textStart = end + 1;
    start = value.indexOf('${', textStart);
  }
  if (textStart < value.length || parts.length === 0) {
    parts.push({ kind: 'text', text: value.slice(textStart) });
  }
  return { ok: true, parts };
}

function findEnd(value: string, from: number): number | 'nested' | 'unclosed' {
  let depth = 1;
  let inLiteral = false;
  for (let index = from; index < value.length; index += 1) {
    const character = value[index];
    if (inLiteral && character === '\\') {
      index += 1;
    } else if (character === '"') {
      inLiteral = !inLiteral;
    } else if (!inLiteral && character === '{') {
      depth += 1;
    } else if (!inLiteral && character === '}') {
      depth -= 1;
      if (depth === 0) {
        return index;
      }
    } else if (
      !inLiteral &&
      value.startsWith('${', index) &&
      value[index - 1] !== '"'
    ) {
      return 'nested';
    }
  }
  return 'unclosed';
}
