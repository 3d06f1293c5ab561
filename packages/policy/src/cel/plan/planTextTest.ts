import { traversalCost } from '../library/callCost';
import type { Overload } from '../library/library';
import type { CallExpr } from '../syntax/expression';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { noSuchOverload } from './dispatch';
import type { Evaluate, Frame } from './frame';
import type { Step } from './planContext';

/** One unit for so many characters that are read, on top of what cel-go counts. */
const handledByOneUnit = 10;

type TextTest = (
  text: Evaluate,
  part: Evaluate,
  id: number,
  charge: (frame: Frame, text: string, part: string) => void,
) => Evaluate;

/** Each has a closure of its own, so that engines call the method directly. */
const tests: Readonly<Record<string, TextTest>> = {
  contains_string: (text, part, id, charge) => frame => {
    const whole = text(frame);
    if (typeof whole !== 'string') {
      return failure(frame, whole, part, id);
    }
    const sought = part(frame);
    if (typeof sought !== 'string') {
      return noText(sought, id);
    }
    charge(frame, whole, sought);
    return whole.includes(sought);
  },
  starts_with_string: (text, part, id, charge) => frame => {
    const whole = text(frame);
    if (typeof whole !== 'string') {
      return failure(frame, whole, part, id);
    }
    const sought = part(frame);
    if (typeof sought !== 'string') {
      return noText(sought, id);
    }
    charge(frame, whole, sought);
    return whole.startsWith(sought);
  },
  ends_with_string: (text, part, id, charge) => frame => {
    const whole = text(frame);
    if (typeof whole !== 'string') {
      return failure(frame, whole, part, id);
    }
    const sought = part(frame);
    if (typeof sought !== 'string') {
      return noText(sought, id);
    }
    charge(frame, whole, sought);
    return whole.endsWith(sought);
  },
};

/**
 * `text.contains(part)`, `startsWith` and `endsWith` without a list of arguments. Undefined for other calls.
 */
export function planTextTest(
  call: CallExpr,
  overloads: readonly Overload[],
  [text, part]: readonly Step[],
): Evaluate | undefined {
  const [overload] = overloads;
  if (overloads.length !== 1 || !Object.hasOwn(tests, overload.id)) {
    return undefined;
  }
  return tests[overload.id](
    text.evaluate,
    part.evaluate,
    call.id,
    overload.id === 'contains_string' ? chargeSearch : chargeComparison,
  );
}

/** cel-go multiplies what reading both takes; one unit is in the straight-line cost. */
function chargeSearch(frame: Frame, text: string, part: string): void {
  frame.charge(
    traversalCost(text.length) * traversalCost(part.length) -
      1 +
      handling(text, part),
  );
}

function chargeComparison(frame: Frame, text: string, part: string): void {
  frame.charge(traversalCost(text.length) - 1 + handling(text, part));
}

function handling(text: string, part: string): number {
  return Math.floor((text.length + part.length) / handledByOneUnit);
}

function failure(
  frame: Frame,
  text: Evaluated,
  part: Evaluate,
  id: number,
): CelError {
  return text instanceof CelError ? text : noText(part(frame), id);
}

function noText(value: Evaluated, id: number): CelError {
  return value instanceof CelError ? value : noSuchOverload.at(id);
}
