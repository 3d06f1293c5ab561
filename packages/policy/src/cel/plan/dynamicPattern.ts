import { regularExpression } from '../library/regularExpressions';
import type { RegularExpression } from '../library/regularExpressions';
import { CelError } from '../values/runtimeValue';
import type { Frame } from './frame';

/** What compiling a pattern takes for each of its instructions. */
const instructionCost = 150;

/** The regular expression of a pattern that the data made. Compiling it is charged once in a run. */
export function dynamicPattern(
  frame: Frame,
  source: string,
): RegularExpression | CelError {
  const known = frame.patterns.get(source);
  if (known !== undefined) {
    return known;
  }
  const expression = regularExpression(source);
  frame.patterns.set(source, expression);
  frame.charge(
    instructionCost *
      (expression instanceof CelError ? source.length : expression.size),
  );
  return expression;
}
