import type { CallExpr, Expr } from '../syntax/expression';
import type { PlanContext } from './planContext';

/**
 * The full name of a function in a namespace, such as `math.greatest`, whose call parses as one with a receiver; undefined
 * when the call is no such one. Of checked expressions the checker has seen to it.
 */
export function qualifiedFunction(
  context: PlanContext,
  call: CallExpr,
): string | undefined {
  const path = call.target && dottedName(call.target);
  if (path === undefined) {
    return call.target === undefined
      ? firstDeclared(context, call.function)
      : undefined;
  }
  const [first] = path.split('.');
  return context.locals.some(({ name }) => name === first)
    ? undefined
    : firstDeclared(context, `${path}.${call.function}`);
}

/** `a.b.c` of the selections that it parses as. */
export function dottedName(expr: Expr): string | undefined {
  if (expr.kind === 'identifier') {
    return expr.name;
  }
  if (expr.kind !== 'select' || expr.testOnly) {
    return undefined;
  }
  const operand = dottedName(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
}

function firstDeclared(context: PlanContext, name: string): string | undefined {
  return context.index
    .candidates(name)
    .find(candidate => context.index.findFunction(candidate) !== undefined);
}
