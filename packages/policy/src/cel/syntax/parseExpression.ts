import type { CelEnvironment } from '../library/celEnvironment';
import type { ParsedExpression } from './expression';
import type { ExpressionIssue } from './issue';
import { recoverExpression } from './recoverExpression';

/** What parsing answers. @public */
export type ParseResult =
  | { readonly ok: true; readonly parsed: ParsedExpression }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

/**
 * Parses an expression and expands its macros. Takes time linear in the source, refuses sources longer than 64 KiB (in UTF-16
 * code units) and trees deeper than 250, and never throws: whatever is wrong comes back as issues in the order of the source.
 *
 * @public
 */
export function parseExpression(
  source: string,
  environment: CelEnvironment,
): ParseResult {
  const { parsed, issues } = recoverExpression(source, environment);
  return issues.length === 0 ? { ok: true, parsed } : { ok: false, issues };
}
