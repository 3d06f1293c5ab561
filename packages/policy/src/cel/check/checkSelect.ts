import type { CallExpr, Expr, SelectExpr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { optionalOf } from '../types/typeShape';
import type { CheckContext } from './checkContext';
import { undefinedFieldWords } from './issueWords';
import { noteKnown } from './knownValues';
import { resolveQualifiedName } from './resolveName';

/** Checks `a.b` and `has(a.b)`: a variable or constant of the whole name if there is one, else a field of `a`. */
export function checkSelect(context: CheckContext, expr: SelectExpr): Expr {
  const parts = qualifiers(expr);
  const resolved = parts && resolveQualifiedName(context, parts);
  if (resolved) {
    context.setType(expr, resolved.type);
    context.references.set(expr.id, resolved.reference);
    noteKnown(context, expr, resolved.known);
    const { id, start, end } = expr;
    return { kind: 'identifier', id, start, end, name: resolved.name };
  }
  const operand = context.check(expr.operand);
  const field = fieldType(context, { ...expr, operand });
  context.setType(expr, expr.testOnly ? types.bool : field);
  return operand === expr.operand ? expr : { ...expr, operand };
}

/** Checks `a.?b`, which is the field as an optional value. */
export function checkOptionalSelect(
  context: CheckContext,
  expr: CallExpr,
): Expr {
  const [operand, name] = expr.arguments;
  const field =
    name?.kind === 'constant' && typeof name.value === 'string'
      ? name.value
      : undefined;
  if (
    operand === undefined ||
    field === undefined ||
    expr.arguments.length !== 2
  ) {
    context.setType(expr, types.error);
    context.issues.error(
      expr,
      'unsupported optional field selection: it needs a value and the name of a field',
    );
    return expr;
  }
  const checkedOperand = context.check(operand);
  const checkedName = context.check(name);
  const type = fieldType(context, {
    id: expr.id,
    start: expr.start,
    end: expr.end,
    operand: checkedOperand,
    field,
    testOnly: false,
  });
  context.setType(
    expr,
    optionalOf(type) === undefined ? types.optional(type) : type,
  );
  const select = context.index.findFunction(expr.function);
  if (select) {
    context.references.set(expr.id, {
      kind: 'function',
      overloads: select.overloads.map(({ overload }) => overload),
    });
  }
  return { ...expr, arguments: [checkedOperand, checkedName] };
}

/** Longer chains of selections are never looked up as one name, so that looking up stays linear. */
const maximumNameParts = 32;

/** `['a', 'b', 'c']` of `a.b.c`; undefined for anything else, and for `has(a.b)`, which never is a name. */
export function qualifiers(expr: Expr): readonly string[] | undefined {
  const parts: string[] = [];
  let part = expr;
  while (part.kind === 'select') {
    if (part.testOnly || parts.length === maximumNameParts) {
      return undefined;
    }
    parts.push(part.field);
    part = part.operand;
  }
  if (part.kind !== 'identifier') {
    return undefined;
  }
  parts.push(part.name);
  return parts.reverse();
}

/** The type of a field of a checked operand; an optional operand gives an optional field. */
function fieldType(
  context: CheckContext,
  select: Omit<SelectExpr, 'kind'>,
): CelType {
  const operandType = context.resolvedTypeOf(select.operand);
  const inner = optionalOf(operandType);
  const type = plainFieldType(context, select, inner ?? operandType);
  return inner === undefined ? type : types.optional(type);
}

function plainFieldType(
  context: CheckContext,
  select: Omit<SelectExpr, 'kind'>,
  operandType: CelType,
): CelType {
  switch (operandType.kind) {
    case 'map':
      if (!select.testOnly) {
        const known = context.knownValues.get(select.operand.id);
        noteKnown(context, select, known?.element);
      }
      return operandType.value;
    case 'object':
      return declaredFieldType(context, select, operandType.name);
    case 'parameter':
      // What it stands for is known no better than `dyn` from here on.
      context.unifier.isAssignable(types.dyn, operandType);
      return types.dyn;
    case 'dyn':
      return types.dyn;
    case 'error':
      return types.error;
    default:
      context.issues.error(
        select,
        `type '${formatType(
          operandType,
        )}' does not support field selection; \`.${
          select.field
        }\` needs a map or an object`,
      );
      return types.error;
  }
}

function declaredFieldType(
  context: CheckContext,
  select: Omit<SelectExpr, 'kind'>,
  typeName: string,
): CelType {
  const { id, start, end, field, operand, testOnly } = select;
  const type = context.types.findType(typeName);
  if (!type) {
    context.issues.error(
      { start, end },
      `unexpected failed resolution of '${typeName}'; the environment does not declare this type`,
    );
    return types.error;
  }
  const declared = type.field(field);
  if (declared) {
    if (!testOnly) {
      noteKnown(context, { id }, declared);
    }
    return declared.type;
  }
  if (type.open) {
    return types.dyn;
  }
  context.issues.error(
    fieldPlace(select),
    `${undefinedFieldWords(context, field)}${context.suggestions.forField(
      field,
      operand,
      type.fieldNames(),
    )}`,
  );
  return types.error;
}

/** The name alone, so that an editor underlines what is wrong; in `has(a.b)` it stands after the operand. */
function fieldPlace({
  start,
  end,
  field,
  operand,
  testOnly,
}: Omit<SelectExpr, 'kind'>): { readonly start: number; readonly end: number } {
  const fieldEnd = testOnly
    ? Math.min(end, operand.end + 1 + field.length)
    : end;
  return { start: Math.max(start, fieldEnd - field.length), end: fieldEnd };
}
