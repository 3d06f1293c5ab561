import type { Expr } from '../expression';
import type { TokenKind } from '../lexer/token';
import { negativeLiteral } from './parseLiteral';
import { parseMember, parseMemberTail } from './parseMember';
import { depthLimit, operandOf } from './parserContext';
import type { Operand, ParserContext } from './parserContext';

/** Answers a function that parses expressions, each call of it within another being one level deeper. */
export function expressionParser(context: () => ParserContext): () => Operand {
  let nesting = 0;
  return () => {
    nesting += 1;
    if (nesting > depthLimit) {
      const { cursor } = context();
      cursor.report(
        `This expression nests more than ${depthLimit} levels deep. Split it into several.`,
        cursor.next,
      );
      cursor.stop();
    }
    const operand =
      nesting > depthLimit
        ? parseMember(context())
        : parseConditional(context());
    nesting -= 1;
    return operand;
  };
}

/** `a ? b : c`, or what binds tighter. */
function parseConditional(context: ParserContext): Operand {
  const condition = parseBinary(context, 1);
  const { cursor, nodes } = context;
  if (cursor.next.kind !== '?') {
    return condition;
  }
  const question = cursor.take();
  const accepted = parseBinary(context, 1);
  if (!cursor.takeIf(':')) {
    cursor.report(
      cursor.next.kind === '?'
        ? 'A choice within a choice needs brackets: `a ? (b ? c : d) : e`.'
        : `Expected \`:\` and what holds otherwise, but found ${cursor.nextInWords()}. A choice is written \`condition ? then : otherwise\`.`,
      cursor.next,
    );
    if (cursor.next.kind !== '?') {
      return missingOtherwise(context, condition, accepted, question.end);
    }
  }
  const otherwise = context.expression();
  const span = { start: condition.start, end: otherwise.end };
  return operandOf(
    context,
    nodes.call('_?_:_', [condition.expr, accepted.expr, otherwise.expr], span),
    span,
    Math.max(condition.depth, accepted.depth, otherwise.depth) + 1,
  );
}

/** What can be said of `a ? b` while it is being written. */
function missingOtherwise(
  context: ParserContext,
  condition: Operand,
  accepted: Operand,
  questionEnd: number,
): Operand {
  const span = {
    start: condition.start,
    end: Math.max(accepted.end, questionEnd),
  };
  return operandOf(
    context,
    context.nodes.call(
      '_?_:_',
      [condition.expr, accepted.expr, accepted.expr],
      span,
    ),
    span,
    Math.max(condition.depth, accepted.depth) + 1,
  );
}

interface BinaryOperator {
  readonly function: string;
  readonly precedence: number;
}

const binaryOperators: ReadonlyMap<TokenKind, BinaryOperator> = new Map<
  TokenKind,
  BinaryOperator
>([
  ['||', { function: '_||_', precedence: 1 }],
  ['&&', { function: '_&&_', precedence: 2 }],
  ['<', { function: '_<_', precedence: 3 }],
  ['<=', { function: '_<=_', precedence: 3 }],
  ['>', { function: '_>_', precedence: 3 }],
  ['>=', { function: '_>=_', precedence: 3 }],
  ['==', { function: '_==_', precedence: 3 }],
  ['!=', { function: '_!=_', precedence: 3 }],
  ['in', { function: '@in', precedence: 3 }],
  ['+', { function: '_+_', precedence: 4 }],
  ['-', { function: '_-_', precedence: 4 }],
  ['*', { function: '_*_', precedence: 5 }],
  ['/', { function: '_/_', precedence: 5 }],
  ['%', { function: '_%_', precedence: 5 }],
]);

/** Operators of a precedence and above, all of which group to the left. */
function parseBinary(context: ParserContext, precedence: number): Operand {
  let left = parseUnary(context);
  for (;;) {
    const { kind } = context.cursor.next;
    const operator = binaryOperators.get(kind);
    if (!operator || operator.precedence < precedence) {
      return left;
    }
    left =
      kind === '&&' || kind === '||'
        ? parseLogic(context, left, kind, operator)
        : parseStep(context, left, operator);
  }
}

function parseStep(
  context: ParserContext,
  left: Operand,
  operator: BinaryOperator,
): Operand {
  context.cursor.take();
  const right = parseBinary(context, operator.precedence + 1);
  const span = { start: left.start, end: right.end };
  return operandOf(
    context,
    context.nodes.call(operator.function, [left.expr, right.expr], span),
    span,
    Math.max(left.depth, right.depth) + 1,
  );
}

/** A run of `&&` or `||`; as they are associative, their tree is balanced, as in cel-go, and adds no depth. */
function parseLogic(
  context: ParserContext,
  first: Operand,
  kind: TokenKind,
  operator: BinaryOperator,
): Operand {
  const terms = [first];
  while (context.cursor.takeIf(kind)) {
    terms.push(parseBinary(context, operator.precedence + 1));
  }
  const { nodes } = context;
  const balanced = (low: number, high: number): Expr => {
    if (low === high) {
      return terms[low].expr;
    }
    const middle = Math.floor((low + high) / 2);
    return nodes.call(
      operator.function,
      [balanced(low, middle), balanced(middle + 1, high)],
      { start: terms[low].start, end: terms[high].end },
    );
  };
  const last = terms[terms.length - 1];
  return {
    expr: balanced(0, terms.length - 1),
    start: first.start,
    end: last.end,
    depth: terms.reduce((depth, term) => Math.max(depth, term.depth), 0),
  };
}

/** `!a`, `-a`; two of a kind cancel out, as in cel-go. */
function parseUnary(context: ParserContext): Operand {
  const { cursor, nodes } = context;
  const { kind, start } = cursor.next;
  if (kind !== '!' && kind !== '-') {
    return parseMember(context);
  }
  let count = 0;
  while (cursor.takeIf(kind)) {
    count += 1;
  }
  if (kind === '-' && count === 1) {
    const literal = negativeLiteral(context, start);
    if (literal) {
      return parseMemberTail(context, literal);
    }
  }
  const operand = kind === '!' ? parseAfterNot(context) : parseMember(context);
  const span = { start, end: operand.end };
  return count % 2 === 0
    ? { ...operand, start, typeName: undefined }
    : {
        expr: nodes.call(kind === '!' ? '!_' : '-_', [operand.expr], span),
        ...span,
        depth: operand.depth,
      };
}

/** A minus behind `!` is a number's sign, nothing else. */
function parseAfterNot(context: ParserContext): Operand {
  const { cursor } = context;
  const { kind, start } = cursor.next;
  if (kind !== '-') {
    return parseMember(context);
  }
  cursor.take();
  const literal = negativeLiteral(context, start);
  if (literal) {
    return parseMemberTail(context, literal);
  }
  cursor.report('`-` behind `!` needs brackets: `!(-a)`.', {
    start,
    end: start + 1,
  });
  return parseMember(context);
}
