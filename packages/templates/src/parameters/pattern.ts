import { RE2JS } from '@bufbuild/re2';

/** Most compiled patterns that are kept; templates have a handful each. */
const MAX_KEPT = 500;

const compiled = new Map<string, RE2JS>();

/**
 * Compiles a pattern in RE2 syntax, which is what kro and the API server use; matching takes time linear in the text,
 * so that a template's pattern cannot stall the portal. Answers nothing when the pattern is no regular expression.
 */
export function compilePattern(
  pattern: string,
): { test(text: string): boolean } | undefined {
  const known = compiled.get(pattern);
  if (known) {
    return known;
  }
  try {
    const expression = new RE2JS(pattern);
    if (compiled.size < MAX_KEPT) {
      compiled.set(pattern, expression);
    }
    return expression;
  } catch {
    return undefined;
  }
}
