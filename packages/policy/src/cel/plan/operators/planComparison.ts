import type { CallExpr } from '../../syntax/expression';
import { compareStrings, compareValues } from '../../values/compareValues';
import { valuesEqual } from '../../values/equals';
import { CelDouble } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { noSuchOverload } from '../dispatch';
import type { Evaluate, Frame } from '../frame';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';

type Ordering = (
  left: Evaluate,
  right: Evaluate,
  call: OrderingCall,
) => Evaluate;

/** Where an ordering stands, and how it takes NaN. */
interface OrderingCall {
  readonly id: number;
  /** NaN is an error; without it, nothing is smaller or larger than NaN. */
  readonly refusesNaN: boolean;
}

const unordered = new CelError('NaN values cannot be ordered');

/** Each has a closure of its own, so that numbers are compared by one instruction. */
const orderings: Readonly<Record<string, Ordering>> = {
  '_<_': (left, right, call) => frame => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number'
      ? a < b
      : ordered(frame, a, b, call, order => order < 0);
  },
  '_<=_': (left, right, call) => frame => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number'
      ? a <= b
      : ordered(frame, a, b, call, order => order <= 0);
  },
  '_>_': (left, right, call) => frame => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number'
      ? a > b
      : ordered(frame, a, b, call, order => order > 0);
  },
  '_>=_': (left, right, call) => frame => {
    const a = left(frame);
    const b = right(frame);
    return typeof a === 'number' && typeof b === 'number'
      ? a >= b
      : ordered(frame, a, b, call, order => order >= 0);
  },
};

/** Plans `a == b` and `a != b`. */
export function planEquality(context: PlanContext, call: CallExpr): Step {
  const parts = call.arguments.map(operand => planNode(context, operand));
  const [left, right] = parts;
  const whenEqual = call.function === '_==_';
  const text = right.constant?.value;
  return {
    evaluate:
      typeof text === 'string'
        ? equalsText(left.evaluate, text, whenEqual)
        : equals(left.evaluate, right.evaluate, whenEqual),
    cost: left.cost + right.cost + 1,
    parts,
    isSound: true,
  };
}

/** Plans `a < b` and the other orderings. */
export function planOrdering(context: PlanContext, call: CallExpr): Step {
  const parts = call.arguments.map(operand => planNode(context, operand));
  const [left, right] = parts;
  return {
    evaluate: orderings[call.function](left.evaluate, right.evaluate, {
      id: call.id,
      refusesNaN: context.environment.options.earlierCelGo,
    }),
    cost: left.cost + right.cost + 1,
    parts,
    isSound: true,
  };
}

function equals(left: Evaluate, right: Evaluate, whenEqual: boolean): Evaluate {
  return frame => {
    const a = left(frame);
    const b = right(frame);
    if (typeof a === 'number' && typeof b === 'number') {
      return (a === b) === whenEqual;
    }
    if (a instanceof CelError) {
      return a;
    }
    if (b instanceof CelError) {
      return b;
    }
    if (typeof a === 'string' && typeof b === 'string') {
      chargeComparison(frame, a.length, b.length);
      return (a === b) === whenEqual;
    }
    return valuesEqual(a, b, frame) === whenEqual;
  };
}

function equalsText(
  left: Evaluate,
  text: string,
  whenEqual: boolean,
): Evaluate {
  return frame => {
    const value = left(frame);
    if (typeof value === 'string') {
      chargeComparison(frame, value.length, text.length);
      return (value === text) === whenEqual;
    }
    return value instanceof CelError ? value : !whenEqual;
  };
}

/** One unit is in the straight-line cost. */
function chargeComparison(frame: Frame, left: number, right: number): void {
  if (left > 10 && right > 10) {
    frame.charge(Math.ceil(Math.min(left, right) / 10) - 1);
  }
}

function ordered(
  frame: Frame,
  left: Evaluated,
  right: Evaluated,
  { id, refusesNaN }: OrderingCall,
  holds: (order: number) => boolean,
): Evaluated {
  if (left instanceof CelError) {
    return left;
  }
  if (right instanceof CelError) {
    return right;
  }
  if (typeof left === 'string' && typeof right === 'string') {
    // Strings are ordered by code points, unit by unit.
    chargeComparison(frame, left.length * 2, right.length * 2);
    return holds(compareStrings(left, right));
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    chargeComparison(frame, left.length, right.length);
  }
  const order = compareValues(left, right);
  if (order !== undefined && !Number.isNaN(order)) {
    return holds(order);
  }
  if (refusesNaN) {
    return (
      isNaNumber(left) || Number.isNaN(order) ? unordered : noSuchOverload
    ).at(id);
  }
  return isNaNumber(left) || (isNaNumber(right) && hasOrder(left))
    ? false
    : noSuchOverload.at(id);
}

/** Whether values of the type are ordered at all. */
function hasOrder(value: RuntimeValue): boolean {
  return compareValues(value, value) !== undefined;
}

function isNaNumber(value: RuntimeValue): boolean {
  return value instanceof CelDouble && Number.isNaN(value.value);
}
