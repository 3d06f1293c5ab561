import { reservedWords } from '../lexer/token';
import type { Token } from '../lexer/token';
import { parseArguments, parseList, parseMap } from './parseAggregate';
import { parseLiteral } from './parseLiteral';
import { stopAtNodeLimit } from './nodeLimit';
import type { Operand, ParserContext } from './parserContext';

/** A literal, a name, a call, a list, a map, or an expression in brackets. */
export function parsePrimary(context: ParserContext): Operand {
  const { cursor } = context;
  stopAtNodeLimit(context.nodes, cursor);
  switch (cursor.next.kind) {
    case '(':
      return parseBrackets(context);
    case '[':
      return parseList(context);
    case '{':
      return parseMap(context);
    case '.':
    case 'identifier':
    case 'quoted':
      return parseName(context);
    default:
      return parseLiteral(context) ?? missingValue(context);
  }
}

function parseBrackets(context: ParserContext): Operand {
  const { cursor } = context;
  const opener = cursor.open(')');
  const inner = context.expression();
  cursor.close(')', opener);
  return {
    expr: inner.expr,
    start: opener.start,
    end: cursor.previousEnd,
    depth: inner.depth,
  };
}

function parseName(context: ParserContext): Operand {
  const { cursor, nodes } = context;
  const { start } = cursor.next;
  const prefix = cursor.takeIf('.') ? '.' : '';
  const token = cursor.next;
  if (token.kind === 'quoted') {
    cursor.take();
    cursor.report('Only a field can have a name in backquotes.', token);
    return nameOperand(context, '', start, token.end);
  }
  if (token.kind !== 'identifier') {
    cursor.report(`Expected a name, but found ${cursor.nextInWords()}.`, token);
    return nameOperand(context, '', start, cursor.previousEnd);
  }
  cursor.take();
  const text = cursor.text(token);
  const name = `${prefix}${text}`;
  const isReserved = reservedWords.has(text);
  if (cursor.next.kind === '(') {
    if (isReserved) {
      reportReserved(context, token);
    }
    const list = parseArguments(context);
    const span = { start, end: list.end };
    const call = nodes.call(name, list.expressions, span);
    return { expr: context.macros.expanded(call), ...span, depth: list.depth };
  }
  return {
    ...nameOperand(context, name, start, token.end),
    typeName: { name, reserved: isReserved ? token : undefined },
  };
}

function reportReserved({ cursor }: ParserContext, token: Token): void {
  cursor.report(
    `\`${cursor.text(token)}\` is a reserved word. No function is called so.`,
    token,
  );
}

function nameOperand(
  { nodes }: ParserContext,
  name: string,
  start: number,
  end: number,
): Operand {
  return {
    expr: nodes.identifier(name, { start, end }),
    start,
    end,
    depth: 0,
  };
}

/**
 * Reports that there is no value. An operator or delimiter that stands there is left for those further out, so that they go on
 * with what they expect; the missing value is a name without letters.
 */
function missingValue(context: ParserContext): Operand {
  const { cursor } = context;
  const { next } = cursor;
  cursor.report(
    next.kind === 'end'
      ? 'A value is missing at the end.'
      : `Expected a value, but found ${cursor.nextInWords()}.`,
    next,
  );
  if (next.kind === '!' || next.kind === '-') {
    cursor.take();
    return parsePrimary(context);
  }
  return nameOperand(context, '', cursor.previousEnd, cursor.previousEnd);
}
