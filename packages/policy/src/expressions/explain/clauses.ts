import type { Expr } from '../../cel/syntax/expression';

/** A clause: clauses joined by `&&` or `||`, or a single one. */
export type Clause =
  | { readonly kind: 'single'; readonly expr: Expr }
  | {
      readonly kind: 'joined';
      readonly expr: Expr;
      readonly joinedBy: '&&' | '||';
      readonly clauses: readonly Clause[];
    };

/** Takes an expression apart at its `&&` and `||`; a chain of the same operator is one level, however the parser balanced it. */
export function clausesOf(expr: Expr): Clause {
  const joinedBy = operatorOf(expr);
  return joinedBy
    ? {
        kind: 'joined',
        expr,
        joinedBy,
        clauses: operandsOf(expr, joinedBy).map(clausesOf),
      }
    : { kind: 'single', expr };
}

function operatorOf(expr: Expr): '&&' | '||' | undefined {
  if (expr.kind !== 'call') {
    return undefined;
  }
  switch (expr.function) {
    case '_&&_':
      return '&&';
    case '_||_':
      return '||';
    default:
      return undefined;
  }
}

function operandsOf(expr: Expr, joinedBy: '&&' | '||'): readonly Expr[] {
  return expr.kind === 'call' && operatorOf(expr) === joinedBy
    ? expr.arguments.flatMap(argument => operandsOf(argument, joinedBy))
    : [expr];
}
