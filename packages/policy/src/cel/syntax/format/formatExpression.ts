import type { ParsedExpression } from '../expression';
import { render } from './document';
import { ExpressionPrinter } from './expressionPrinter';

/** How text is laid out. @public */
export interface FormatOptions {
  /** The width that lines keep to where they can, in UTF-16 code units; 80 by default. */
  readonly width?: number;
}

/**
 * The canonical text of an expression: one space around operators, only the brackets that are needed, long expressions broken
 * at `&&`, `||`, `? :`, arguments and entries. Comments, macros and the spelling of literals stay as they were written.
 * Parsing the text gives the same tree, and formatting it again the same text. Comprehensions that no macro made have no
 * syntax in CEL; they are written in cel-go's debugging notation.
 *
 * @public
 */
export function formatExpression(
  parsed: ParsedExpression,
  { width = 80 }: FormatOptions = {},
): string {
  return render(new ExpressionPrinter(parsed).document(), width);
}
