import { CelDouble } from '../../values/numbers';
import type { Expr, ParsedExpression } from '../expression';
import { firstPart, precedence, precedenceOf } from './precedence';

/** A tree as it was written: macros not expanded. */
export class WrittenTree {
  constructor(private readonly parsed: ParsedExpression) {}

  /** The macro call that a node stands for, or the node. */
  written(expr: Expr): Expr {
    return this.parsed.macroCalls.get(expr.id) ?? expr;
  }

  /** Where the first token of an expression is that is no bracket around a part: comments before it are before the whole. */
  startOf(node: Expr): number {
    const expr = this.written(node);
    const first = firstPart(expr);
    return first ? this.startOf(first) : expr.start;
  }

  /** Whether a minus before it would be taken for a number's sign. */
  beginsWithNumber(node: Expr): boolean {
    const expr = this.written(node);
    if (expr.kind === 'constant') {
      return (
        typeof expr.value === 'number' ||
        typeof expr.value === 'bigint' ||
        expr.value instanceof CelDouble
      );
    }
    const first =
      precedenceOf(expr) === precedence.member ? firstPart(expr) : undefined;
    return first !== undefined && this.beginsWithNumber(first);
  }

  /** The names that arguments begin with. */
  leadingNames(args: readonly Expr[]): readonly string[] {
    const names: string[] = [];
    for (const argument of args) {
      const expr = this.written(argument);
      if (expr.kind !== 'identifier') {
        return names;
      }
      names.push(expr.name);
    }
    return names;
  }
}
