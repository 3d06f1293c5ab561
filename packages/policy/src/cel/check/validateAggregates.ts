import type { Expr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { optionalOf, sameType } from '../types/typeShape';
import type { CheckedExpression } from './checkedExpression';
import type { IssueLog } from './issueLog';

/** Finds list and map literals whose parts are not all of exactly one type, which Kubernetes refuses; `dyn` is a type of its own. */
export function validateAggregates(
  checked: CheckedExpression,
  expr: Expr,
  issues: IssueLog,
) {
  if (expr.kind === 'list') {
    const optional = new Set(expr.optionalIndices);
    expectOneType(
      expr.elements.map((element, index) =>
        partOf(checked, element, optional.has(index)),
      ),
      issues,
    );
  } else if (expr.kind === 'map') {
    expectOneType(
      expr.entries.map(({ key }) => partOf(checked, key, false)),
      issues,
    );
    expectOneType(
      expr.entries.map(({ value, optional }) =>
        partOf(checked, value, optional),
      ),
      issues,
    );
  }
}

interface Part {
  readonly expr: Expr;
  readonly type: CelType;
}

function partOf(
  checked: CheckedExpression,
  expr: Expr,
  optional: boolean,
): Part {
  const type = checked.types.get(expr.id) ?? types.dyn;
  return { expr, type: (optional ? optionalOf(type) : undefined) ?? type };
}

function expectOneType(parts: readonly Part[], issues: IssueLog) {
  const [first, ...others] = parts;
  const other = others.find(({ type }) => !sameType(type, first.type));
  if (other && first.type.kind !== 'error' && other.type.kind !== 'error') {
    issues.error(
      other.expr,
      `expected type '${formatType(first.type)}' but found '${formatType(
        other.type,
      )}'; the parts of a list or map must be of one type here`,
    );
  }
}
