import type { CallExpr, Expr } from '../../syntax/expression';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { noSuchOverload } from '../dispatch';
import type { Evaluate } from '../frame';
import { typeOfNode } from '../planContext';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import { planGuarded } from './planGuards';

/**
 * Plans `a && b && …` and `a || b || …`. The first operand that decides does so, whatever failed before it; without one the
 * first failure is the answer.
 */
export function planLogicalChain(context: PlanContext, call: CallExpr): Step {
  const operands = context.observes
    ? call.arguments
    : operandsOf(call, call.function);
  const decisive = call.function === '_||_';
  const chain = (parts: readonly Step[]) => chainOf(parts, decisive, call.id);
  return chain(planGuarded(context, operands, decisive, chain));
}

/** Plans `!a`. */
export function planNot(context: PlanContext, call: CallExpr): Step {
  const operand = planNode(context, call.arguments[0]);
  const { evaluate } = operand;
  return {
    evaluate: frame => {
      const value = evaluate(frame);
      return typeof value === 'boolean' ? !value : failureOf(value, call.id);
    },
    cost: operand.cost + 1,
    parts: [operand],
    isSound: true,
  };
}

/** Plans `condition ? a : b`, of which one side is evaluated. */
export function planConditional(context: PlanContext, call: CallExpr): Step {
  const parts = call.arguments.map(part => planNode(context, part));
  const [condition, yes, no] = parts;
  return {
    evaluate: frame => {
      const holds = condition.evaluate(frame);
      if (holds === true) {
        frame.remaining -= yes.cost;
        return yes.evaluate(frame);
      }
      if (holds === false) {
        frame.remaining -= no.cost;
        return no.evaluate(frame);
      }
      return failureOf(holds, call.id);
    },
    cost: condition.cost,
    parts,
    isSound:
      yes.isSound &&
      no.isSound &&
      call.arguments
        .slice(1)
        .every(
          ({ id }) =>
            typeOfNode(context, id).kind === typeOfNode(context, call.id).kind,
        ),
  };
}

/** Why an operand that should be true or false is neither. */
export function failureOf(value: Evaluated, id: number): CelError {
  return value instanceof CelError ? value : noSuchOverload.at(id);
}

/** The parser balances chains, so that the operands in their order are the leaves of a tree. */
function operandsOf(expr: Expr, operator: string): readonly Expr[] {
  return expr.kind === 'call' && expr.function === operator
    ? expr.arguments.flatMap(operand => operandsOf(operand, operator))
    : [expr];
}

function chainOf(parts: readonly Step[], decisive: boolean, id: number): Step {
  if (parts.length === 1) {
    return parts[0];
  }
  const [first, ...rest] = parts.map(({ evaluate }) => evaluate);
  const costs = parts.slice(1).map(({ cost }) => cost);
  return {
    evaluate:
      rest.length === 1
        ? evaluatePair(first, rest[0], costs[0], decisive, id)
        : evaluateChain(first, rest, costs, decisive, id),
    cost: parts[0].cost,
    parts,
    isSound: true,
  };
}

function evaluatePair(
  first: Evaluate,
  second: Evaluate,
  secondCost: number,
  decisive: boolean,
  id: number,
): Evaluate {
  return frame => {
    const left = first(frame);
    if (left === decisive) {
      return decisive;
    }
    frame.remaining -= secondCost;
    const right = second(frame);
    if (right === decisive) {
      return decisive;
    }
    if (typeof left === 'boolean') {
      return typeof right === 'boolean' ? right : failureOf(right, id);
    }
    return failureOf(left, id);
  };
}

function evaluateChain(
  first: Evaluate,
  rest: readonly Evaluate[],
  costs: readonly number[],
  decisive: boolean,
  id: number,
): Evaluate {
  return frame => {
    let value = first(frame);
    let failure: CelError | undefined;
    for (let place = 0; ; place++) {
      if (value === decisive) {
        return decisive;
      }
      if (typeof value !== 'boolean' && failure === undefined) {
        failure = failureOf(value, id);
      }
      if (place === rest.length) {
        return failure ?? !decisive;
      }
      frame.remaining -= costs[place];
      value = rest[place](frame);
    }
  };
}
