import type { Expr } from '../syntax/expression';

/** The name that is put where the cursor is, so that what is being written has a place in the tree. */
export const cursorName = '__cursor__';

/** Whether a node stands for a value or a field that has not been written yet. */
export function isMissing(expr: Expr): boolean {
  return (
    (expr.kind === 'identifier' && expr.name === cursorName) ||
    isMissingField(expr)
  );
}

/** Whether a node selects a field whose name has not been written yet: `a.`, `a.?`. */
export function isMissingField(expr: Expr): boolean {
  return missingFieldOf(expr) !== undefined;
}

/** What stands before the dot of a field whose name has not been written yet. */
export function missingFieldOf(expr: Expr): Expr | undefined {
  if (expr.kind === 'select') {
    return expr.field === cursorName ? expr.operand : undefined;
  }
  if (expr.kind === 'call' && expr.function === '_?._') {
    const [operand, field] = expr.arguments;
    return field.kind === 'constant' && field.value === cursorName
      ? operand
      : undefined;
  }
  return undefined;
}
