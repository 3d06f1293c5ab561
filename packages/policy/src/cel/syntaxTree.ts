import type { parse } from '@bufbuild/cel';
import type { Shape } from './environment';

/** The engine's syntax tree. For this folder only: no caller sees the engine. */
export type Expr = ReturnType<typeof parse>['expr'];

/** The shape of a literal; `any` for anything that is none. */
export function constantShape(expr: Expr): Shape {
  if (expr.exprKind.case !== 'constExpr') {
    return 'any';
  }
  switch (expr.exprKind.value.constantKind.case) {
    case 'boolValue':
      return 'bool';
    case 'int64Value':
      return 'int';
    case 'doubleValue':
      return 'double';
    case 'stringValue':
      return 'string';
    default:
      return 'any';
  }
}

/** The string literals an expression is, or lists. */
export function stringLiterals(
  expr: Expr,
): readonly { readonly expr: Expr; readonly text: string }[] {
  if (expr.exprKind.case === 'listExpr') {
    return expr.exprKind.value.elements.flatMap(stringLiterals);
  }
  return expr.exprKind.case === 'constExpr' &&
    expr.exprKind.value.constantKind.case === 'stringValue'
    ? [{ expr, text: expr.exprKind.value.constantKind.value }]
    : [];
}

/** The dotted path of a chain of selections from a variable; undefined when the expression is anything else. */
export function pathOf(expr: Expr | undefined): string | undefined {
  if (expr?.exprKind.case === 'identExpr') {
    return expr.exprKind.value.name;
  }
  if (expr?.exprKind.case === 'selectExpr') {
    const owner = pathOf(expr.exprKind.value.operand);
    return owner && `${owner}.${expr.exprKind.value.field}`;
  }
  return undefined;
}

/** Whether an expression names a protobuf type or enum, which the engine resolves itself. */
export function isProtobufName(expr: Expr): boolean {
  return /^\.?google\.protobuf(\.|$)/.test(pathOf(expr) ?? '');
}

/** What a value of a shape is to people. */
export function shapeWords(shape: Shape): string {
  if (typeof shape === 'string') {
    return shape === 'int' ? 'an int' : `a ${shape}`;
  }
  return 'listOf' in shape ? 'a list' : 'a string';
}
