import type { ExpressionEnvironment, Shape } from './environment';
import { NameChecker } from './nameChecker';
import type { NameMistake } from './nameChecker';
import type { Expr } from './syntaxTree';

/** What the check learned: mistakes, the shape of the result, what is read, and how deep loops nest. */
export interface CheckedNames {
  readonly mistakes: readonly NameMistake[];
  readonly result: Shape;
  readonly variables: ReadonlySet<string>;
  readonly loopDepth: number;
  readonly functions: ReadonlySet<string>;
}

/** Checks an expression's names against its environment: variables, fields of closed objects, functions, known strings. */
export function checkNames(options: {
  readonly expr: Expr;
  readonly positions: Readonly<Record<string, number>>;
  readonly environment: ExpressionEnvironment;
  readonly hasFunction: (name: string) => boolean;
}): CheckedNames {
  const checker = new NameChecker(options);
  const result = checker.shapeOf(options.expr, new Map(), 0);
  return {
    mistakes: checker.mistakes,
    result,
    variables: checker.variables,
    loopDepth: checker.loopDepth,
    functions: checker.functions,
  };
}
