import type { ConstantExpr, Expr, IdentifierExpr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelDouble } from '../values/numbers';
import { checkCall } from './checkCall';
import { checkComprehension } from './checkComprehension';
import type { CheckContext } from './checkContext';
import { checkList, checkMap } from './checkAggregate';
import { checkSelect } from './checkSelect';
import { checkStruct } from './checkStruct';
import { undeclaredWords } from './issueWords';
import { noteKnown } from './knownValues';
import { resolveName } from './resolveName';

/** Checks a node of any kind; answers it with its names resolved. */
export function checkNode(context: CheckContext, expr: Expr): Expr {
  switch (expr.kind) {
    case 'constant':
      return checkConstant(context, expr);
    case 'identifier':
      return checkIdentifier(context, expr);
    case 'select':
      return checkSelect(context, expr);
    case 'call':
      return checkCall(context, expr);
    case 'list':
      return checkList(context, expr);
    case 'map':
      return checkMap(context, expr);
    case 'struct':
      return checkStruct(context, expr);
    case 'comprehension':
      return checkComprehension(context, expr);
    default:
      return expr satisfies never;
  }
}

function checkConstant(context: CheckContext, expr: ConstantExpr): Expr {
  context.setType(expr, constantType(expr));
  if (typeof expr.value === 'string') {
    noteKnown(context, expr, { oneOf: [expr.value] });
  }
  return expr;
}

function constantType({ value }: ConstantExpr): CelType {
  if (value === null) {
    return types.null;
  }
  switch (typeof value) {
    case 'boolean':
      return types.bool;
    case 'string':
      return types.string;
    case 'number':
    case 'bigint':
      return types.int;
    default:
      if (value instanceof Uint8Array) {
        return types.bytes;
      }
      return value instanceof CelDouble ? types.double : types.uint;
  }
}

function checkIdentifier(context: CheckContext, expr: IdentifierExpr): Expr {
  const resolved = resolveName(context, expr.name);
  if (!resolved) {
    context.setType(expr, types.error);
    context.issues.error(
      expr,
      `${undeclaredWords(
        context,
        'variable',
        expr.name,
      )}${context.suggestions.forVariable(expr.name)}`,
    );
    return expr;
  }
  context.setType(expr, resolved.type);
  context.references.set(expr.id, resolved.reference);
  noteKnown(context, expr, resolved.known);
  return resolved.name === expr.name ? expr : { ...expr, name: resolved.name };
}
