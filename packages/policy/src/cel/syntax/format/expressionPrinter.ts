import type { CallExpr, Expr, MapEntry, ParsedExpression } from '../expression';
import { bracketed } from './bracketed';
import type { Item } from './bracketed';
import { CommentQueue } from './commentQueue';
import { concatenation, group, indented, line, softLine } from './document';
import type { Document } from './document';
import { fieldText } from './fieldText';
import { literalText } from './literalText';
import {
  binaryOperator,
  isConditional,
  isUnary,
  logicTerms,
  precedence,
  precedenceOf,
} from './precedence';
import type { BinaryOperator } from './precedence';
import { WrittenTree } from './writtenTree';

/** Turns the tree of an expression into text with places to break. Goes through the tree in the order of the source. */
export class ExpressionPrinter {
  private readonly comments: CommentQueue;
  private readonly tree: WrittenTree;

  constructor(private readonly parsed: ParsedExpression) {
    this.tree = new WrittenTree(parsed);
    this.comments = new CommentQueue(parsed.source, parsed.comments);
  }

  document(): Document {
    const { source, expr } = this.parsed;
    const end = source.length + 1;
    const body = this.part(
      this.tree.written(expr),
      precedence.conditional,
      end,
    );
    return concatenation(body, ...this.comments.before(end));
  }

  /** An expression with its comments, in a place where a line can end; what follows begins at `next`. */
  private part(expr: Expr, atLeast: number, next: number): Document {
    const before = this.comments.before(this.tree.startOf(expr));
    const body = this.expression(expr, atLeast);
    const behind = this.comments.behind(expr.end, next);
    return before.length + behind.length === 0
      ? body
      : concatenation(...before, body, ...behind);
  }

  private expression(node: Expr, atLeast: number): Document {
    const expr = this.tree.written(node);
    const body = this.unbracketed(expr);
    return precedenceOf(expr) >= atLeast
      ? body
      : group('(', indented(softLine, body), softLine, ')');
  }

  private unbracketed(expr: Expr): Document {
    switch (expr.kind) {
      case 'constant':
        return literalText(
          expr.value,
          this.parsed.source.slice(expr.start, expr.end),
        );
      case 'identifier':
        return expr.name;
      case 'select':
        return expr.testOnly
          ? concatenation('has(', this.selection(expr.operand, expr.field), ')')
          : this.selection(expr.operand, expr.field);
      case 'call':
        return this.call(expr);
      case 'list': {
        const optional = new Set(expr.optionalIndices);
        return this.bracketed(
          '[',
          expr.elements.map((element, index) =>
            this.item(element, optional.has(index) ? '?' : ''),
          ),
          ']',
          expr.end,
        );
      }
      case 'map':
        return this.bracketed(
          '{',
          expr.entries.map(entry => this.entry(entry)),
          '}',
          expr.end,
        );
      case 'struct':
        return this.bracketed(
          `${expr.typeName}{`,
          expr.fields.map(({ name, value, optional }) =>
            this.item(value, `${optional ? '?' : ''}${fieldText(name)}: `),
          ),
          '}',
          expr.end,
        );
      case 'comprehension':
        return concatenation(
          `__comprehension__(${[expr.iterationVariable, expr.secondVariable]
            .filter(name => name !== undefined)
            .join(', ')}, `,
          this.expression(expr.range, precedence.conditional),
          `, ${expr.accumulator}, `,
          this.expression(expr.initial, precedence.conditional),
          ', ',
          this.expression(expr.condition, precedence.conditional),
          ', ',
          this.expression(expr.step, precedence.conditional),
          ', ',
          this.expression(expr.result, precedence.conditional),
          ')',
        );
      default:
        return expr satisfies never;
    }
  }

  private selection(operand: Expr, field: string): Document {
    return concatenation(
      this.expression(operand, precedence.member),
      `.${fieldText(field)}`,
    );
  }

  private call(call: CallExpr): Document {
    const operator = binaryOperator(call);
    if (operator) {
      return operator.precedence <= precedence.and
        ? this.logic(call, operator)
        : this.binary(call, operator);
    }
    if (isConditional(call)) {
      return this.conditional(call);
    }
    if (isUnary(call)) {
      return this.unary(call);
    }
    const [first, second] = call.arguments;
    switch (call.function) {
      case '_[_]':
      case '_[?_]':
        return concatenation(
          this.expression(first, precedence.member),
          this.bracketed(
            call.function === '_[_]' ? '[' : '[?',
            [this.item(second)],
            ']',
            call.end,
          ),
        );
      case '_?._':
        return concatenation(
          this.expression(first, precedence.member),
          `.?${fieldText(
            second.kind === 'constant' ? String(second.value) : '',
          )}`,
        );
      default:
        return this.namedCall(call);
    }
  }

  /** The variables of a macro, and other names before the last argument, stay on the first line: `list.all(x,`. */
  private namedCall(call: CallExpr): Document {
    const target =
      call.target && this.expression(call.target, precedence.member);
    const names = this.tree.leadingNames(call.arguments.slice(0, -1));
    const list = this.bracketed(
      `${call.function}(${names.map(name => `${name},`).join(' ')}`,
      call.arguments.slice(names.length).map(argument => this.item(argument)),
      ')',
      call.end,
      names.length === 0 ? softLine : line,
    );
    return target ? concatenation(target, '.', list) : list;
  }

  private item(node: Expr, prefix = ''): Item {
    const expr = this.tree.written(node);
    return {
      start: this.tree.startOf(expr),
      end: expr.end,
      print: () =>
        concatenation(prefix, this.expression(expr, precedence.conditional)),
    };
  }

  private entry({ key, value, optional }: MapEntry): Item {
    return {
      start: this.tree.startOf(key),
      end: this.tree.written(value).end,
      print: () =>
        concatenation(
          optional ? '?' : '',
          this.expression(key, precedence.conditional),
          ':',
          ...this.comments.before(this.tree.startOf(value)),
          ' ',
          this.expression(value, precedence.conditional),
        ),
    };
  }

  private bracketed(
    opener: string,
    items: readonly Item[],
    closer: string,
    end: number,
    first: Document = softLine,
  ): Document {
    return bracketed(this.comments, { opener, items, closer, end, first });
  }

  /** `a && b && c`: a line for each term, if it breaks. What is behind the last term is for who asked for the chain. */
  private logic(
    call: CallExpr,
    { symbol, precedence: own }: BinaryOperator,
  ): Document {
    const terms = logicTerms(call).map(term => this.tree.written(term));
    return group(
      ...terms.flatMap((term, index) => {
        const next = terms.at(index + 1);
        const body = this.expression(term, own + 1);
        return next
          ? [body, ...this.operator(symbol, term.end, this.tree.startOf(next))]
          : [body];
      }),
    );
  }

  /** `a + b - c`: operators that group to the left. */
  private binary(
    call: CallExpr,
    { precedence: own }: BinaryOperator,
  ): Document {
    const steps: { readonly symbol: string; readonly right: Expr }[] = [];
    let left: Expr = call;
    for (
      let operator = operatorOf(left, own);
      operator && left.kind === 'call';
      operator = operatorOf(left, own)
    ) {
      steps.unshift({
        symbol: operator.symbol,
        right: this.tree.written(left.arguments[1]),
      });
      left = this.tree.written(left.arguments[0]);
    }
    const first = this.expression(left, own);
    let { end } = left;
    const rest = steps.flatMap(({ symbol, right }) => {
      const operator = this.operator(symbol, end, this.tree.startOf(right));
      ({ end } = right);
      return [...operator, this.expression(right, own + 1)];
    });
    return group(first, indented(...rest));
  }

  /** An operator with the comments between its operands: those behind the left one, a break, those before the right one. */
  private operator(
    symbol: string,
    end: number,
    next: number,
  ): readonly Document[] {
    return [
      ` ${symbol}`,
      ...this.comments.behind(end, next),
      line,
      ...this.comments.before(next),
    ];
  }

  private conditional(call: CallExpr): Document {
    const [condition, accepted, otherwise] = call.arguments.map(argument =>
      this.tree.written(argument),
    );
    return group(
      this.part(condition, precedence.or, this.tree.startOf(accepted)),
      indented(
        line,
        ...this.comments.before(this.tree.startOf(accepted)),
        '? ',
        this.part(accepted, precedence.or, this.tree.startOf(otherwise)),
        line,
        ...this.comments.before(this.tree.startOf(otherwise)),
        ': ',
        this.expression(otherwise, precedence.conditional),
      ),
    );
  }

  /** `-(-a)` and `-(1)` keep their brackets, as `--a` is `a` and `-1` a literal. */
  private unary(call: CallExpr): Document {
    const operand = this.tree.written(call.arguments[0]);
    const needsBrackets =
      precedenceOf(operand) < precedence.member ||
      (call.function === '-_' && this.tree.beginsWithNumber(operand));
    return concatenation(
      call.function === '!_' ? '!' : '-',
      this.expression(operand, needsBrackets ? Infinity : precedence.member),
    );
  }
}

function operatorOf(
  expr: Expr,
  precedenceOfChain: number,
): BinaryOperator | undefined {
  const operator = expr.kind === 'call' ? binaryOperator(expr) : undefined;
  return operator?.precedence === precedenceOfChain ? operator : undefined;
}
