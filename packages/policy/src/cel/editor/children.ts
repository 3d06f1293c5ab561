import { childrenOf } from '../syntax/childrenOf';
import type { Expr, ParsedExpression } from '../syntax/expression';

/** A node as it was written: the macro call for what a macro made. */
export function writtenAs(parsed: ParsedExpression, expr: Expr): Expr {
  return parsed.macroCalls.get(expr.id) ?? expr;
}

/** The nodes from the root to the first one that is looked for, the root first; empty when there is none. */
export function pathTo(
  root: Expr,
  isFound: (expr: Expr) => boolean,
): readonly Expr[] {
  if (isFound(root)) {
    return [root];
  }
  for (const child of childrenOf(root)) {
    const path = pathTo(child, isFound);
    if (path.length > 0) {
      return [root, ...path];
    }
  }
  return [];
}
