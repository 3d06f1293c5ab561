import type { EnvironmentOptions } from '../../library/celEnvironment';
import type { Expr } from '../expression';
import type { Token } from '../lexer/token';
import type { MacroExpander } from './macroExpander';
import type { NodeFactory, Span } from './nodeFactory';
import type { TokenCursor } from './tokenCursor';

/** What the parts of the parser share. */
export interface ParserContext {
  readonly cursor: TokenCursor;
  readonly nodes: NodeFactory;
  readonly macros: MacroExpander;
  readonly options: EnvironmentOptions;
  /** Parses a whole expression one level deeper; here, so that the parts need not know each other in a circle. */
  readonly expression: () => Operand;
}

/** A part that has been parsed. */
export interface Operand {
  readonly expr: Expr;
  /** Where it begins and ends with the brackets around it; the node itself is without them. */
  readonly start: number;
  readonly end: number;
  /** How deep its chain of operators, selections and indexes is, counted as cel-go does. */
  readonly depth: number;
  /** Set while it is a plain dotted name, which may turn out to be the type of a struct. */
  readonly typeName?: TypeName;
}

/** A dotted name; `reserved` is the reserved word it begins with, which only a type's name may. */
export interface TypeName {
  readonly name: string;
  readonly reserved?: Token;
}

/**
 * How deep expressions may nest, and how long a chain of operators, selections and indexes may get: cel-go's limit. It keeps
 * every later pass, which walks the tree by recursion, far away from the end of the stack.
 */
export const depthLimit = 250;

/** An operand around others; reports when the chain gets too long. */
export function operandOf(
  { cursor }: ParserContext,
  expr: Expr,
  span: Span,
  depth: number,
): Operand {
  if (depth > depthLimit) {
    cursor.report(
      `This expression chains more than ${depthLimit} operators or selections. Split it into several.`,
      { start: expr.start, end: Math.max(expr.end, expr.start) },
    );
    cursor.stop();
  }
  return { expr, start: span.start, end: span.end, depth };
}
