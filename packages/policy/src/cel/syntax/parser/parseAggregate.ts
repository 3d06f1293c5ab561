import type { Expr, MapEntry, StructField } from '../expression';
import type { TokenKind } from '../lexer/token';
import { fieldName } from './parseName';
import type { Operand, ParserContext } from './parserContext';

/** The arguments of a call, with its brackets. */
export interface ArgumentList {
  readonly expressions: readonly Expr[];
  readonly end: number;
  readonly depth: number;
}

/** `(a, b)` behind a function's name. */
export function parseArguments(context: ParserContext): ArgumentList {
  const { cursor } = context;
  const opener = cursor.open(')');
  const expressions: Expr[] = [];
  let depth = 0;
  eachItem(context, ')', 'no trailing comma', () => {
    const argument = context.expression();
    expressions.push(argument.expr);
    depth = Math.max(depth, argument.depth);
  });
  cursor.close(')', opener);
  return { expressions, end: cursor.previousEnd, depth };
}

/** `[a, ?b]`. */
export function parseList(context: ParserContext): Operand {
  const { cursor, nodes } = context;
  const opener = cursor.open(']');
  const elements: Expr[] = [];
  const optionalIndices: number[] = [];
  let depth = 0;
  eachItem(context, ']', 'trailing comma', () => {
    if (takeQuestionMark(context)) {
      optionalIndices.push(elements.length);
    }
    const element = context.expression();
    elements.push(element.expr);
    depth = Math.max(depth, element.depth);
  });
  cursor.close(']', opener);
  const span = { start: opener.start, end: cursor.previousEnd };
  return { expr: nodes.list(elements, optionalIndices, span), ...span, depth };
}

/** `{a: b, ?c: d}`. */
export function parseMap(context: ParserContext): Operand {
  const { cursor, nodes } = context;
  const opener = cursor.open('}');
  const entries: MapEntry[] = [];
  let depth = 0;
  eachItem(context, '}', 'trailing comma', () => {
    const optional = takeQuestionMark(context);
    const id = nodes.newId();
    const key = context.expression();
    expectColon(context, 'a key of a map');
    const value = context.expression();
    entries.push({ id, key: key.expr, value: value.expr, optional });
    depth = Math.max(depth, key.depth, value.depth);
  });
  cursor.close('}', opener);
  const span = { start: opener.start, end: cursor.previousEnd };
  return { expr: nodes.map(entries, span), ...span, depth };
}

/** `{a: b, ?c: d}` behind the name of a type, which begins at `start`. */
export function parseStruct(
  context: ParserContext,
  start: number,
  typeName: string,
): Operand {
  const { cursor, nodes } = context;
  const opener = cursor.open('}');
  const fields: StructField[] = [];
  let depth = 0;
  eachItem(context, '}', 'trailing comma', () => {
    const optional = takeQuestionMark(context);
    const id = nodes.newId();
    const { name } = fieldName(context);
    expectColon(context, 'a field');
    const value = context.expression();
    fields.push({ id, name, value: value.expr, optional });
    depth = Math.max(depth, value.depth);
  });
  cursor.close('}', opener);
  const span = { start, end: cursor.previousEnd };
  return { expr: nodes.struct(typeName, fields, span), ...span, depth };
}

/** Parses items up to a closing bracket, which is left; goes on behind the next comma when an item is followed by something else. */
function eachItem(
  { cursor }: ParserContext,
  closer: TokenKind,
  ending: 'trailing comma' | 'no trailing comma',
  parseItem: () => void,
): void {
  const isAtEnd = () =>
    cursor.next.kind === closer || cursor.next.kind === 'end';
  if (ending === 'trailing comma' && cursor.takeIf(',')) {
    // `[,]` is an empty list in cel-spec's grammar; anything behind the comma is for `close` to report.
    return;
  }
  while (!isAtEnd()) {
    const before = cursor.next;
    parseItem();
    if (cursor.next.kind !== ',' && !isAtEnd()) {
      cursor.report(
        `Expected \`,\` or \`${closer}\`, but found ${cursor.nextInWords()}.`,
        cursor.next,
      );
      cursor.skipToDelimiter([',', closer]);
    }
    const isSeparated = cursor.takeIf(',');
    if (!isSeparated || (ending === 'trailing comma' && isAtEnd())) {
      return;
    }
    if (isAtEnd() || cursor.next === before) {
      cursor.report('A value is missing behind the comma.', cursor.next);
      return;
    }
  }
}

function takeQuestionMark({ cursor, options }: ParserContext): boolean {
  const token = cursor.next;
  if (!cursor.takeIf('?')) {
    return false;
  }
  if (!options.optionalSyntax) {
    cursor.report(
      'Optional entries (`?`) are not available in this environment.',
      token,
    );
  }
  return true;
}

function expectColon({ cursor }: ParserContext, what: string): void {
  if (!cursor.takeIf(':')) {
    cursor.report(
      `Expected \`:\` and a value behind ${what}, but found ${cursor.nextInWords()}.`,
      cursor.next,
    );
  }
}
