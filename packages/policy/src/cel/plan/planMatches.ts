import type { Overload } from '../library/library';
import { regularExpression } from '../library/regularExpressions';
import type { RegularExpression } from '../library/regularExpressions';
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
  const compile = compilerOf(pattern);
  const { cost = () => 1 } = overload;
  return frame => {
    const value = text.evaluate(frame);
    if (value instanceof CelError) {
      return value;
    }
    const source = pattern.evaluate(frame);
    if (source instanceof CelError) {
      return source;
    }
    if (typeof value !== 'string' || typeof source !== 'string') {
      return noSuchOverload.at(call.id);
    }
    frame.charge(cost([value, source], true) - 1);
    const expression = compile(frame, source);
    const matched =
      expression instanceof CelError ? expression : expression.matches(value);
    return matched instanceof CelError ? matched.at(call.id) : matched;
  };
}

type Compile = (frame: Frame, source: string) => RegularExpression | CelError;

function compilerOf({ constant }: Step): Compile {
  if (typeof constant?.value === 'string') {
    const expression = regularExpression(constant.value);
    return () => expression;
  }
  return dynamicPattern;
}
