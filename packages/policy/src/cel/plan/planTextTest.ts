import { traversalCost } from '../library/callCost';
import type { Overload } from '../library/library';
import type { CallExpr } from '../syntax/expression';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { handlingOf, noSuchOverload } from './dispatch';
import type { Evaluate, Frame } from './frame';
import type { Step } from './planContext';

/** Whether a text has another in it, or at one of its ends. */
type TextTest = 'contains_string' | 'starts_with_string' | 'ends_with_string';

function isTextTest(id: string): id is TextTest {
  return /^(?:contains|starts_with|ends_with)_string$/.test(id);
}

/**
 * `text.contains(part)`, `startsWith` and `endsWith` without a list of arguments. Undefined for other calls.
 */
export function planTextTest(
  call: CallExpr,
  overloads: readonly Overload[],
  [text, part]: readonly Step[],
): Evaluate | undefined {
  const [{ id }] = overloads;
  return overloads.length === 1 && isTextTest(id)
    ? testText(id, text.evaluate, part.evaluate, call.id)
    : undefined;
}

function testText(
  test: TextTest,
  text: Evaluate,
  part: Evaluate,
  id: number,
): Evaluate {
  return frame => {
    const whole = text(frame);
    if (typeof whole !== 'string') {
      return whole instanceof CelError ? whole : noText(part(frame), id);
    }
    const sought = part(frame);
    if (typeof sought !== 'string') {
      return noText(sought, id);
    }
    // Each method is called by its name, so that it is called directly.
    switch (test) {
      case 'contains_string':
        chargeSearch(frame, whole, sought);
        return whole.includes(sought);
      case 'starts_with_string':
        chargeComparison(frame, whole, sought);
        return whole.startsWith(sought);
      default:
        chargeComparison(frame, whole, sought);
        return whole.endsWith(sought);
    }
  };
}

/** cel-go multiplies what reading both takes; one unit is in the straight-line cost. */
function chargeSearch(frame: Frame, text: string, part: string): void {
  frame.charge(
    traversalCost(text.length) * traversalCost(part.length) -
      1 +
      handlingOf(text.length + part.length),
  );
}

function chargeComparison(frame: Frame, text: string, part: string): void {
  frame.charge(
    traversalCost(text.length) - 1 + handlingOf(text.length + part.length),
  );
}

function noText(value: Evaluated, id: number): CelError {
  return value instanceof CelError ? value : noSuchOverload.at(id);
}
