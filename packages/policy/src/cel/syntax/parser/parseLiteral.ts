import type { CelConstant } from '../../values/runtimeValue';
import type { Token } from '../lexer/token';
import {
  doubleLiteral,
  intLiteral,
  uintLiteral,
} from '../literals/numberLiteral';
import { bytesLiteral, stringLiteral } from '../literals/stringLiteral';
import type { Operand, ParserContext } from './parserContext';

/** A number, text, `true`, `false` or `null`, if one comes next. */
export function parseLiteral(context: ParserContext): Operand | undefined {
  const token = context.cursor.next;
  const value = valueOf(context, token);
  if (value === undefined) {
    return undefined;
  }
  context.cursor.take();
  return literal(context, value, token.start, token.end);
}

/** A number whose minus, at `start`, has been taken; undefined when no int or double comes next. */
export function negativeLiteral(
  context: ParserContext,
  start: number,
): Operand | undefined {
  const { cursor } = context;
  const token = cursor.next;
  if (token.kind !== 'int' && token.kind !== 'double') {
    return undefined;
  }
  cursor.take();
  const text = cursor.text(token);
  const reading =
    token.kind === 'int' ? intLiteral(text, true) : doubleLiteral(text, true);
  return literal(
    context,
    orReported(context, reading, { start, end: token.end }, 0),
    start,
    token.end,
  );
}

function literal(
  { nodes }: ParserContext,
  value: CelConstant,
  start: number,
  end: number,
): Operand {
  return {
    expr: nodes.constant(value, { start, end }),
    start,
    end,
    depth: 0,
  };
}

function valueOf(
  context: ParserContext,
  token: Token,
): CelConstant | undefined {
  const text = () => context.cursor.text(token);
  switch (token.kind) {
    case 'int':
      return orReported(context, intLiteral(text(), false), token, 0);
    case 'uint':
      return orReported(context, uintLiteral(text()), token, 0);
    case 'double':
      return orReported(context, doubleLiteral(text(), false), token, 0);
    case 'string':
      return orReported(context, stringLiteral(text()), token, '');
    case 'bytes':
      return orReported(context, bytesLiteral(text()), token, new Uint8Array());
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return undefined;
  }
}

type Reading =
  | { readonly ok: true; readonly value: CelConstant }
  | {
      readonly ok: false;
      readonly message: string;
      /** Within the literal; the whole of it when absent. */
      readonly start?: number;
      readonly end?: number;
    };

/** The value read, or the issue noted and a stand-in. */
function orReported(
  { cursor }: ParserContext,
  reading: Reading,
  { start, end }: { readonly start: number; readonly end: number },
  standIn: CelConstant,
): CelConstant {
  if (reading.ok) {
    return reading.value;
  }
  cursor.report(reading.message, {
    start: start + (reading.start ?? 0),
    end: reading.end === undefined ? end : start + reading.end,
  });
  return standIn;
}
