import { aggregate } from './aggregate';
import { binary } from './binary';
import { callFunction } from './callFunction';
import { PromQlError } from './PromQlError';
import { Series, SeriesSource, without } from './Series';
import { Expression, Selector } from './syntax';
import { Value, vector } from './Value';

/** How old the newest value of a series may be to count as its current one. */
const LOOKBACK_MS = 300_000;

/** What an expression is worth at a time. @throws PromQlError when operands do not fit */
export function evaluate(
  expression: Expression,
  source: SeriesSource,
  timeMs: number,
): Value {
  const at = (inner: Expression) => evaluate(inner, source, timeMs);
  switch (expression.kind) {
    case 'number':
    case 'string':
      return expression.kind === 'number'
        ? { kind: 'scalar', value: expression.value }
        : { kind: 'string', value: expression.value };
    case 'selector':
      return select(expression, source, timeMs - expression.offsetMs);
    case 'call':
      return callFunction(expression, expression.parameters.map(at), timeMs);
    case 'aggregation':
      return aggregate(
        expression,
        at(expression.of),
        expression.parameter && at(expression.parameter),
      );
    case 'binary':
      return binary(expression, at(expression.left), at(expression.right));
    default:
      return negate(at(expression.of));
  }
}

function select(
  { matchers, rangeMs }: Selector,
  source: SeriesSource,
  endMs: number,
): Value {
  if (rangeMs !== undefined) {
    const series = source
      .select(matchers, endMs - rangeMs, endMs)
      .filter(({ samples }) => samples.length > 0);
    return { kind: 'matrix', series, rangeMs, endMs };
  }
  const found = source.select(matchers, endMs - LOOKBACK_MS, endMs);
  return vector(found.flatMap(series => current(series, endMs)));
}

function current({ labels, samples, endedMs }: Series, timeMs: number) {
  const last = samples[samples.length - 1];
  const hasEnded = endedMs !== undefined && endedMs <= timeMs;
  return last && !hasEnded ? [{ labels, value: last.value }] : [];
}

function negate(value: Value): Value {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: -value.value };
    case 'vector':
      return vector(
        value.elements.map(it => ({
          labels: without(it.labels, '__name__'),
          value: -it.value,
        })),
      );
    default:
      throw new PromQlError(`a ${value.kind} has no negative`);
  }
}
