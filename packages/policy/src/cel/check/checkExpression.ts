import type { CelEnvironment } from '../library/celEnvironment';
import type { ParsedExpression } from '../syntax/expression';
import type { ExpressionIssue } from '../syntax/issue';
import { types } from '../types/celType';
import { CheckContext } from './checkContext';
import type { CheckedExpression } from './checkedExpression';
import { checkNode } from './checkNode';
import { validateLiterals } from './validateLiterals';

/**
 * Checks an expression against an environment's declarations, as cel-go's checker does: resolves names, finds the overloads
 * of each call and the type of each part. Reports every issue; a part that has one is of type `error`, which fits
 * everywhere, so that one mistake is one issue. The types found are answered in any case, for editors; an expression with issues of severity
 * `error` must not be run.
 *
 * @public
 */
export function checkExpression(
  parsed: ParsedExpression,
  environment: CelEnvironment,
): {
  readonly checked: CheckedExpression;
  readonly issues: readonly ExpressionIssue[];
} {
  const context = new CheckContext(environment, checkNode);
  const expr = context.check(parsed.expr);
  const typesById = context.finalTypes();
  const checked: CheckedExpression = {
    ...parsed,
    expr,
    types: typesById,
    references: context.references,
    type: typesById.get(expr.id) ?? types.error,
  };
  validateLiterals(checked, environment, context.issues);
  return { checked, issues: context.issues.all() };
}
