import type { Overload } from '../library/library';
import { regularExpression } from '../library/regularExpressions';
import type { CallExpr } from '../syntax/expression';
import { CelError } from '../values/runtimeValue';
import { noSuchOverload } from './dispatch';
import type { Evaluate } from './frame';
import type { Step } from './planContext';

/** `text.matches(pattern)` with a constant pattern, which is compiled while planning; undefined for other calls. */
export function planMatches(
  call: CallExpr,
  overloads: readonly Overload[],
  [text, pattern]: readonly Step[],
): Evaluate | undefined {
  const [overload] = overloads;
  if (
    overloads.length !== 1 ||
    !['matches', 'matches_string'].includes(overload.id) ||
    typeof pattern.constant?.value !== 'string'
  ) {
    return undefined;
  }
  const source = pattern.constant.value;
  const expression = regularExpression(source);
  const { evaluate } = text;
  const { cost = () => 1 } = overload;
  return frame => {
    const value = evaluate(frame);
    if (typeof value !== 'string') {
      return value instanceof CelError ? value : noSuchOverload.at(call.id);
    }
    frame.charge(cost([value, source], true) - 1);
    const matched =
      expression instanceof CelError ? expression : expression.matches(value);
    return matched instanceof CelError ? matched.at(call.id) : matched;
  };
}
