import { regularExpressionFactor, traversalCost } from '../library/callCost';
import type { Overload } from '../library/library';
import { regularExpression } from '../library/regularExpressions';
import type { CallExpr } from '../syntax/expression';
import { CelError } from '../values/runtimeValue';
import { noSuchOverload } from './dispatch';
import { dynamicPattern } from './dynamicPattern';
import type { Evaluate, Frame } from './frame';
import type { Step } from './planContext';

/**
 * `text.matches(pattern)`: a constant pattern is compiled while planning; others cost what compiling them takes, once in a run.
 * Undefined for other calls.
 */
export function planMatches(
  call: CallExpr,
  overloads: readonly Overload[],
  [text, pattern]: readonly Step[],
): Evaluate | undefined {
  const [overload] = overloads;
  if (
    overloads.length !== 1 ||
    !['matches', 'matches_string'].includes(overload.id)
  ) {
    return undefined;
  }
  const source = pattern.constant?.value;
  return typeof source === 'string'
    ? matchConstant(call.id, text.evaluate, source)
    : matchDynamic(call.id, text.evaluate, pattern.evaluate, overload);
}

function matchConstant(id: number, text: Evaluate, source: string): Evaluate {
  const expression = regularExpression(source);
  // What cel-go counts for a character of the text, as in the overload's own cost.
  const factor = Math.max(
    1,
    Math.ceil(source.length * regularExpressionFactor),
  );
  const answer =
    expression instanceof CelError
      ? () => expression
      : (frame: Frame, value: string) => {
          frame.charge(expression.extraWork(value.length));
          return expression.matches(value);
        };
  return frame => {
    const value = text(frame);
    if (typeof value !== 'string') {
      return value instanceof CelError ? value : noSuchOverload.at(id);
    }
    frame.charge(traversalCost(value.length + 1) * factor - 1);
    const matched = answer(frame, value);
    return matched instanceof CelError ? matched.at(id) : matched;
  };
}

function matchDynamic(
  id: number,
  text: Evaluate,
  pattern: Evaluate,
  { cost = () => 1 }: Overload,
): Evaluate {
  return frame => {
    const value = text(frame);
    if (value instanceof CelError) {
      return value;
    }
    const source = pattern(frame);
    if (source instanceof CelError) {
      return source;
    }
    if (typeof value !== 'string' || typeof source !== 'string') {
      return noSuchOverload.at(id);
    }
    frame.charge(cost([value, source], true) - 1);
    const expression = dynamicPattern(frame, source);
    const matched =
      expression instanceof CelError ? expression : expression.matches(value);
    return matched instanceof CelError ? matched.at(id) : matched;
  };
}
