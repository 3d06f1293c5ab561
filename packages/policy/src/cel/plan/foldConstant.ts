import { CelError } from '../values/runtimeValue';
import { Frame } from './frame';
import type { Step } from './planContext';

/** What working out a constant may cost while planning. */
const foldingLimit = 1_000;

/**
 * A step whose parts are all constant is worked out once, while planning. Its cost stays what evaluating it would have cost,
 * and an expression that fails is left to fail when it runs.
 */
export function foldConstant(step: Step): Step {
  if (step.parts?.every(part => part.constant !== undefined) !== true) {
    return step;
  }
  const frame = new Frame({}, foldingLimit - step.cost, 0, false);
  try {
    const value = step.evaluate(frame);
    return value instanceof CelError || frame.remaining < 0
      ? step
      : {
          isSound: step.isSound,
          evaluate: () => value,
          cost: foldingLimit - frame.remaining,
          constant: { value },
        };
  } catch {
    return step;
  }
}
