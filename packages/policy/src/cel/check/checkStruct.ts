import type { Expr, StructExpr, StructField } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import type { ObjectTypeDeclaration } from '../types/typeProvider';
import { CelTypeValue } from '../values/typeValue';
import { valueOfOptional } from './checkAggregate';
import type { CheckContext } from './checkContext';

/** Checks `Type{field: value}` against the declared type of that name. */
export function checkStruct(context: CheckContext, expr: StructExpr): Expr {
  const type = findStructType(context, expr);
  const fields = expr.fields.map(field => checkField(context, field, type));
  if (!type) {
    context.setType(expr, types.error);
    return { ...expr, fields };
  }
  const objectType = types.object(type.name);
  context.setType(expr, objectType);
  context.references.set(expr.id, {
    kind: 'constant',
    name: type.name,
    value: new CelTypeValue(type.name, objectType),
  });
  return { ...expr, typeName: type.name, fields };
}

function findStructType(
  context: CheckContext,
  expr: StructExpr,
): ObjectTypeDeclaration | undefined {
  const candidates = context.index.candidates(expr.typeName);
  const found = candidates
    .map(candidate => context.types.findType(candidate))
    .find(type => type !== undefined);
  if (found) {
    return found;
  }
  const isOtherType = candidates.some(
    candidate => context.index.findConstant(candidate)?.type.kind === 'type',
  );
  context.issues.error(
    expr,
    isOtherType
      ? `'${expr.typeName}' is not a message type; only types with declared fields can be written with braces`
      : `undeclared reference to '${expr.typeName}' (in container '${context.environment.container}')`,
  );
  return undefined;
}

function checkField(
  context: CheckContext,
  field: StructField,
  type: ObjectTypeDeclaration | undefined,
): StructField {
  const value = context.check(field.value);
  const valueType = field.optional
    ? valueOfOptional(context, value)
    : context.typeOf(value);
  const expected = type && declaredType(context, field, value, type);
  if (expected && !context.unifier.isAssignable(expected, valueType)) {
    context.issues.error(
      value,
      `expected type of field '${field.name}' is '${formatType(
        expected,
      )}' but provided type is '${formatType(
        context.unifier.resolveFully(valueType),
      )}'`,
    );
  }
  return { ...field, value };
}

function declaredType(
  context: CheckContext,
  { name }: StructField,
  place: Expr,
  type: ObjectTypeDeclaration,
): CelType | undefined {
  const declared = type.field(name);
  if (declared) {
    return declared.type;
  }
  if (!type.open) {
    context.issues.error(
      place,
      `undefined field '${name}'${context.suggestions.forFieldOfType(
        name,
        type.fieldNames(),
      )}`,
    );
  }
  return undefined;
}
