import type { Expr, ListExpr, MapEntry, MapExpr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { optionalOf } from '../types/typeShape';
import type { CheckContext } from './checkContext';
import { noteKnownItems } from './knownValues';
import { mostGeneral } from './typeUnifier';

/** Checks a list literal: the type of its items is what they have in common. */
export function checkList(context: CheckContext, expr: ListExpr): Expr {
  const optional = new Set(expr.optionalIndices);
  let common: CelType | undefined;
  const elements = expr.elements.map((element, index) => {
    const checked = context.check(element);
    const type = optional.has(index)
      ? valueOfOptional(context, checked)
      : context.typeOf(checked);
    common = joinTypes(context, common, type);
    return checked;
  });
  context.setType(expr, types.list(common ?? context.unifier.freshParameter()));
  const list = { ...expr, elements };
  noteKnownItems(context, list);
  return list;
}

/** Checks a map literal. */
export function checkMap(context: CheckContext, expr: MapExpr): Expr {
  let keyType: CelType | undefined;
  let valueType: CelType | undefined;
  const entries = expr.entries.map((entry): MapEntry => {
    const key = context.check(entry.key);
    keyType = joinTypes(context, keyType, context.typeOf(key));
    const value = context.check(entry.value);
    const type = entry.optional
      ? valueOfOptional(context, value)
      : context.typeOf(value);
    valueType = joinTypes(context, valueType, type);
    return { ...entry, key, value };
  });
  context.setType(
    expr,
    types.map(
      keyType ?? context.unifier.freshParameter(),
      valueType ?? context.unifier.freshParameter(),
    ),
  );
  return { ...expr, entries };
}

/** The type inside of what stands after a question mark, which must be an optional value. */
export function valueOfOptional(context: CheckContext, expr: Expr): CelType {
  const type = context.typeOf(expr);
  const inner = optionalOf(type);
  if (inner !== undefined) {
    return inner;
  }
  if (type.kind !== 'dyn' && type.kind !== 'error') {
    const resolved = context.unifier.resolveFully(type);
    context.issues.error(
      expr,
      `expected type '${formatType(
        types.optional(resolved),
      )}' but found '${formatType(
        resolved,
      )}'; what follows a question mark must be an optional value, such as \`a.?b\``,
    );
  }
  return type;
}

function joinTypes(
  context: CheckContext,
  previous: CelType | undefined,
  current: CelType,
): CelType {
  if (previous === undefined) {
    return current;
  }
  if (context.unifier.isAssignable(previous, current)) {
    return mostGeneral(previous, current);
  }
  // Where that is a mistake, `validateAggregates` says so.
  return types.dyn;
}
