import type { CallExpr, Expr } from '../expression';
import { CelDouble } from '../../values/numbers';

/** How tightly forms bind; a part needs brackets where something tighter is expected. */
export const precedence = {
  conditional: 0,
  or: 1,
  and: 2,
  relation: 3,
  sum: 4,
  product: 5,
  unary: 6,
  member: 7,
} as const;

/** An operator between two operands. */
export interface BinaryOperator {
  readonly symbol: string;
  readonly precedence: number;
}

const binaryOperators: ReadonlyMap<string, BinaryOperator> = new Map([
  ['_||_', { symbol: '||', precedence: precedence.or }],
  ['_&&_', { symbol: '&&', precedence: precedence.and }],
  ['_<_', { symbol: '<', precedence: precedence.relation }],
  ['_<=_', { symbol: '<=', precedence: precedence.relation }],
  ['_>_', { symbol: '>', precedence: precedence.relation }],
  ['_>=_', { symbol: '>=', precedence: precedence.relation }],
  ['_==_', { symbol: '==', precedence: precedence.relation }],
  ['_!=_', { symbol: '!=', precedence: precedence.relation }],
  ['@in', { symbol: 'in', precedence: precedence.relation }],
  ['_+_', { symbol: '+', precedence: precedence.sum }],
  ['_-_', { symbol: '-', precedence: precedence.sum }],
  ['_*_', { symbol: '*', precedence: precedence.product }],
  ['_/_', { symbol: '/', precedence: precedence.product }],
  ['_%_', { symbol: '%', precedence: precedence.product }],
]);

/** The operator that a call is written with, if it is one between two operands. */
export function binaryOperator(call: CallExpr): BinaryOperator | undefined {
  return call.target === undefined && call.arguments.length === 2
    ? binaryOperators.get(call.function)
    : undefined;
}

/** Whether a call is `!a` or `-a`. */
export function isUnary(call: CallExpr): boolean {
  return (
    (call.function === '!_' || call.function === '-_') &&
    call.target === undefined &&
    call.arguments.length === 1
  );
}

/** Whether a call is `a ? b : c`. */
export function isConditional(call: CallExpr): boolean {
  return call.function === '_?_:_' && call.arguments.length === 3;
}

/** The part that an expression's text begins with, brackets apart; undefined when it begins with a token of its own. */
export function firstPart(expr: Expr): Expr | undefined {
  if (expr.kind === 'select') {
    return expr.testOnly ? undefined : expr.operand;
  }
  if (expr.kind !== 'call') {
    return undefined;
  }
  const isInfix =
    binaryOperator(expr) !== undefined ||
    isConditional(expr) ||
    ['_[_]', '_[?_]', '_?._'].includes(expr.function);
  return isInfix ? expr.arguments[0] : expr.target;
}

/** How tightly a form binds, as it is written. */
export function precedenceOf(expr: Expr): number {
  if (expr.kind === 'call') {
    if (isConditional(expr)) {
      return precedence.conditional;
    }
    if (isUnary(expr)) {
      return precedence.unary;
    }
    return binaryOperator(expr)?.precedence ?? precedence.member;
  }
  return expr.kind === 'constant' && isNegative(expr.value)
    ? precedence.unary
    : precedence.member;
}

/** Whether a constant is written with a minus. */
export function isNegative(value: unknown): boolean {
  return value instanceof CelDouble
    ? value.value < 0 || Object.is(value.value, -0)
    : (typeof value === 'number' || typeof value === 'bigint') && value < 0;
}

/** The terms of `a && b && c`, if brackets are not needed to get the same tree back; else the two operands. */
export function logicTerms(call: CallExpr): readonly Expr[] {
  const terms: Expr[] = [];
  collectTerms(call, call.function, terms);
  return isBalanced(call, call.function, terms.length) ? terms : call.arguments;
}

function collectTerms(expr: Expr, operator: string, terms: Expr[]): void {
  if (expr.kind === 'call' && expr.function === operator) {
    for (const argument of expr.arguments) {
      collectTerms(argument, operator, terms);
    }
  } else {
    terms.push(expr);
  }
}

/** Whether a tree is the one that the parser makes of so many terms. */
function isBalanced(expr: Expr, operator: string, terms: number): boolean {
  const isOperator = expr.kind === 'call' && expr.function === operator;
  if (!isOperator || terms === 1) {
    return !isOperator && terms === 1;
  }
  const left = Math.floor((terms - 1) / 2) + 1;
  return (
    isBalanced(expr.arguments[0], operator, left) &&
    isBalanced(expr.arguments[1], operator, terms - left)
  );
}
