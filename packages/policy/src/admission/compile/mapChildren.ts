import type { Expr } from '../../cel/syntax/expression';

/** The same node with each of its parts replaced. */
export function mapChildren(expr: Expr, replace: (part: Expr) => Expr): Expr {
  switch (expr.kind) {
    case 'select':
      return { ...expr, operand: replace(expr.operand) };
    case 'call':
      return {
        ...expr,
        target: expr.target && replace(expr.target),
        arguments: expr.arguments.map(replace),
      };
    case 'list':
      return { ...expr, elements: expr.elements.map(replace) };
    case 'map':
      return {
        ...expr,
        entries: expr.entries.map(entry => ({
          ...entry,
          key: replace(entry.key),
          value: replace(entry.value),
        })),
      };
    case 'struct':
      return {
        ...expr,
        fields: expr.fields.map(field => ({
          ...field,
          value: replace(field.value),
        })),
      };
    case 'comprehension':
      return {
        ...expr,
        range: replace(expr.range),
        initial: replace(expr.initial),
        condition: replace(expr.condition),
        step: replace(expr.step),
        result: replace(expr.result),
      };
    default:
      return expr;
  }
}
