import type { CelEnvironment } from '../library/celEnvironment';
import { macroTable } from '../library/macros/macroTable';
import type { ParsedExpression } from './expression';
import type { ExpressionIssue } from './issue';
import { readTokens } from './lexer/readTokens';
import { MacroExpander } from './parser/macroExpander';
import { NodeFactory } from './parser/nodeFactory';
import { expressionParser } from './parser/parseOperators';
import type { ParserContext } from './parser/parserContext';
import { TokenCursor } from './parser/tokenCursor';

/** The longest source that is read, in UTF-16 code units. @public */
export const sourceLimit = 65_536;

/** A tree of what could be understood, and what could not. */
export interface RecoveredExpression {
  readonly parsed: ParsedExpression;
  readonly issues: readonly ExpressionIssue[];
}

/**
 * Parses an expression that may be half written, for editors. Where a value or a field is missing, the tree has a name without
 * letters; `parseExpression` answers only trees without issues.
 */
export function recoverExpression(
  source: string,
  environment: CelEnvironment,
): RecoveredExpression {
  const isTooLong = source.length > sourceLimit;
  const list = readTokens(isTooLong ? '' : source);
  const issues: ExpressionIssue[] = [...list.issues];
  const cursor = new TokenCursor(source, list.tokens, issues);
  if (isTooLong) {
    cursor.report(
      `This expression has ${source.length} characters. At most ${sourceLimit} are read.`,
      { start: sourceLimit, end: source.length },
    );
    cursor.stop();
  }
  const nodes = new NodeFactory();
  const macros = new MacroExpander(macroTable(environment), nodes, cursor);
  const context: ParserContext = {
    cursor,
    nodes,
    macros,
    options: environment.options,
    expression: expressionParser(() => context),
  };
  const { expr } = context.expression();
  if (cursor.next.kind !== 'end') {
    cursor.report(
      `Expected an operator or the end, but found ${cursor.nextInWords()}.${hintFor(
        cursor.text(cursor.next),
      )}`,
      cursor.next,
    );
  }
  return {
    parsed: {
      source,
      expr,
      macroCalls: macros.macroCalls,
      comments: list.comments,
      nextId: nodes.nextId,
    },
    issues: issues.sort((left, right) => left.start - right.start),
  };
}

function hintFor(text: string): string {
  switch (text.toLowerCase()) {
    case 'and':
      return ' Write `&&` for "and".';
    case 'or':
      return ' Write `||` for "or".';
    case 'is':
    case 'equals':
      return ' Compare with `==`.';
    default:
      return '';
  }
}
