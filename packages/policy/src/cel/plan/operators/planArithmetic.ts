import type { CallExpr } from '../../syntax/expression';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { traversalCost } from '../../library/callCost';
import { dispatchOver, handlingOf } from '../dispatch';
import type { Evaluate, Frame } from '../frame';
import {
  answersItsType,
  candidatesOf,
  knownArgument,
  resolveCall,
} from '../planCall';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';

type Otherwise = (frame: Frame, left: Evaluated, right: Evaluated) => Evaluated;

type Closure = (
  left: Evaluate,
  right: Evaluate,
  otherwise: Otherwise,
) => Evaluate;

/** How often a text's characters are handled when two are joined: read, and written. */
const textHandling = 2;
/** The same of a list's items, which are values each. */
const listHandling = 4;

const closures: Readonly<Record<string, Closure>> = {
  '_+_': (left, right, otherwise) => frame => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const sum = a + b;
      if (Number.isSafeInteger(sum)) {
        return sum;
      }
    }
    if (typeof a === 'string' && typeof b === 'string') {
      chargeJoining(frame, a.length + b.length, textHandling);
      return a + b;
    }
    if (Array.isArray(a) && Array.isArray(b)) {
      chargeJoining(frame, a.length + b.length, listHandling);
      return a.concat(b);
    }
    return otherwise(frame, a, b);
  },
  '_-_': (left, right, otherwise) => frame => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const difference = a - b;
      if (Number.isSafeInteger(difference)) {
        return difference;
      }
    }
    return otherwise(frame, a, b);
  },
  '_*_': (left, right, otherwise) => frame => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      const product = a * b;
      if (Number.isSafeInteger(product)) {
        // `+ 0` because 0 * -1 is -0, which is no int.
        return product + 0;
      }
    }
    return otherwise(frame, a, b);
  },
};

/** What joining texts or lists costs as a call does, beyond the unit that is in the straight-line cost. */
function chargeJoining(frame: Frame, length: number, handling: number): void {
  frame.charge(traversalCost(length) - 1 + handlingOf(handling * length));
}

/** Plans `a + b`, `a - b` and `a * b`: small ints at once, everything else by the overloads. */
export function planArithmetic(context: PlanContext, call: CallExpr): Step {
  const parts = call.arguments.map(operand => planNode(context, operand));
  const [left, right] = parts;
  const [overloads, known] = candidatesOf(
    context,
    call,
    resolveCall(context, call).overloads,
    call.arguments.map((operand, place) =>
      knownArgument(context, operand, parts[place]),
    ),
  );
  const dispatch = dispatchOver(overloads, known);
  const { id } = call;
  const otherwise: Otherwise = (frame, a, b) => {
    if (a instanceof CelError) {
      return a;
    }
    if (b instanceof CelError) {
      return b;
    }
    const result = dispatch(frame, [a, b]);
    return result instanceof CelError ? result.at(id) : result;
  };
  return {
    evaluate: closures[call.function](left.evaluate, right.evaluate, otherwise),
    cost: left.cost + right.cost + 1,
    parts,
    isSound: answersItsType(overloads),
  };
}
