import type { ComprehensionExpr } from '../../syntax/expression';
import type { Evaluated } from '../../values/runtimeValue';
import { slotLocal, withLocals } from '../planContext';
import type { PlanContext, Step } from '../planContext';
import { planNode } from '../planNode';
import { planRange } from './loopRange';

/** What a round answers to end the loop: a value no expression can have. */
const ended: Evaluated = Object.freeze([]);

/** Plans a comprehension as cel-spec defines it: the accumulator may hold an error, and only `false` ends the loop early. */
export function planFold(context: PlanContext, loop: ComprehensionExpr): Step {
  const initial = planNode(context, loop.initial);
  const range = planRange(context, loop);
  const accumulator = slotLocal(context, loop.accumulator);
  const { condition, step } = withLocals(
    context,
    [accumulator, ...range.locals],
    () => ({
      condition: planNode(context, loop.condition),
      step: planNode(context, loop.step),
    }),
  );
  const result = withLocals(context, [accumulator], () =>
    planNode(context, loop.result),
  );
  const { slot } = accumulator;
  return {
    evaluate: frame => {
      frame.slots[slot] = initial.evaluate(frame);
      const failure = range.each(frame, condition.cost + step.cost, current => {
        if (condition.evaluate(current) === false) {
          return ended;
        }
        current.slots[slot] = step.evaluate(current);
        return undefined;
      });
      return failure === undefined || failure === ended
        ? result.evaluate(frame)
        : failure;
    },
    cost: range.step.cost + initial.cost + result.cost,
  };
}
