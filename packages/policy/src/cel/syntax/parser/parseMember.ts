import { parseArguments, parseStruct } from './parseAggregate';
import { parsePrimary } from './parsePrimary';
import { fieldName } from './parseName';
import { operandOf } from './parserContext';
import type { Operand, ParserContext } from './parserContext';

/** A value with what is selected from it: `a.b`, `a.b(c)`, `a[0]`, `a.?b`, `a[?0]`, `a.B{c: 1}`. */
export function parseMember(context: ParserContext): Operand {
  return parseMemberTail(context, parsePrimary(context));
}

/** What is selected from an operand that has been parsed. */
export function parseMemberTail(
  context: ParserContext,
  first: Operand,
): Operand {
  let operand = first;
  for (;;) {
    switch (context.cursor.next.kind) {
      case '.':
        operand = parseSelection(context, operand);
        break;
      case '[':
        operand = parseIndex(context, operand);
        break;
      case '{':
        if (!operand.typeName) {
          return operand;
        }
        operand = parseStruct(context, operand.start, operand.typeName.name);
        break;
      default:
        return checkedName(context, operand);
    }
  }
}

/** A reserved word is fine as the beginning of a type's name only. */
function checkedName({ cursor }: ParserContext, operand: Operand): Operand {
  const reserved = operand.typeName?.reserved;
  if (reserved) {
    cursor.report(
      `\`${cursor.text(
        reserved,
      )}\` is a reserved word. No variable is called so.`,
      reserved,
    );
  }
  return operand;
}

function parseSelection(context: ParserContext, operand: Operand): Operand {
  const { cursor, nodes, options } = context;
  const dot = cursor.take();
  const isOptional = cursor.takeIf('?');
  if (isOptional && !options.optionalSyntax) {
    cursor.report('`.?` is not available in this environment.', {
      start: dot.start,
      end: cursor.previousEnd,
    });
  }
  const { name, start, end, isQuoted } = fieldName(context);
  const span = { start: operand.start, end };
  const depth = operand.depth + 1;
  const isCall = !isOptional && cursor.next.kind === '(';
  const mayBeTypeName = !isOptional && !isCall && !isQuoted && name !== '';
  if (!mayBeTypeName) {
    checkedName(context, operand);
  }
  if (isOptional) {
    return operandOf(
      context,
      nodes.call(
        '_?._',
        [operand.expr, nodes.constant(name, { start, end })],
        span,
      ),
      span,
      depth,
    );
  }
  if (isCall) {
    if (isQuoted) {
      cursor.report('A function is not called by a name in backquotes.', {
        start,
        end,
      });
    }
    return parseMethod(context, operand, name);
  }
  return {
    ...operandOf(context, nodes.select(operand.expr, name, span), span, depth),
    typeName:
      operand.typeName && mayBeTypeName
        ? { ...operand.typeName, name: `${operand.typeName.name}.${name}` }
        : undefined,
  };
}

function parseMethod(
  context: ParserContext,
  target: Operand,
  name: string,
): Operand {
  const list = parseArguments(context);
  const span = { start: target.start, end: list.end };
  return operandOf(
    context,
    context.macros.expanded(
      context.nodes.call(name, list.expressions, span, target.expr),
    ),
    span,
    Math.max(target.depth, list.depth) + 1,
  );
}

function parseIndex(context: ParserContext, operand: Operand): Operand {
  const { cursor, nodes, options } = context;
  const opener = cursor.open(']');
  const isOptional = cursor.takeIf('?');
  if (isOptional && !options.optionalSyntax) {
    cursor.report('`[?` is not available in this environment.', {
      start: opener.start,
      end: cursor.previousEnd,
    });
  }
  const index = context.expression();
  cursor.close(']', opener);
  const span = { start: operand.start, end: cursor.previousEnd };
  return operandOf(
    context,
    nodes.call(
      isOptional ? '_[?_]' : '_[_]',
      [checkedName(context, operand).expr, index.expr],
      span,
    ),
    span,
    Math.max(operand.depth, index.depth) + 1,
  );
}
