import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { Expr } from '../syntax/expression';
import type { FieldDeclaration } from '../types/typeProvider';
import { optionalOf, unwrapped } from '../types/typeShape';

/** The strings that a part may hold, where they are declared. */
export function knownStringsOf(
  expr: Expr,
  checked: CheckedExpression,
  environment: CelEnvironment,
): readonly string[] {
  if (expr.kind === 'identifier') {
    return environment.variables.get(expr.name)?.oneOf ?? [];
  }
  return fieldOf(expr, checked, environment)?.oneOf ?? [];
}

/** The declaration of the field that a part selects, if it is declared. */
export function fieldOf(
  expr: Expr,
  { types }: CheckedExpression,
  environment: CelEnvironment,
): FieldDeclaration | undefined {
  if (expr.kind !== 'select') {
    return undefined;
  }
  const found = types.get(expr.operand.id);
  const type = found && unwrapped(optionalOf(found) ?? found);
  return type?.kind === 'object'
    ? environment.types.findType(type.name)?.field(expr.field)
    : undefined;
}
