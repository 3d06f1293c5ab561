import { evaluate } from './evaluate';
import { PromQlError } from './PromQlError';
import { keyOfLabels, Labels, SeriesSource } from './Series';
import { Expression } from './syntax';
import { Value } from './Value';

type Point = [seconds: number, value: string];

/** A value in the form of Prometheus' API. */
export function writeValue(value: Value, timeMs: number) {
  switch (value.kind) {
    case 'scalar':
      return {
        resultType: 'scalar',
        result: point(timeMs, value.value),
      };
    case 'string':
      return { resultType: 'string', result: [timeMs / 1_000, value.value] };
    case 'vector':
      checkDistinct(value.elements.map(it => it.labels));
      return {
        resultType: 'vector',
        result: value.elements.map(it => ({
          metric: it.labels,
          value: point(timeMs, it.value),
        })),
      };
    default:
      return {
        resultType: 'matrix',
        result: value.series.map(({ labels, samples }) => ({
          metric: labels,
          values: samples.map(it => point(it.timeMs, it.value)),
        })),
      };
  }
}

/** Evaluates at every step from start to end. */
export function evaluateRange(
  expression: Expression,
  source: SeriesSource,
  {
    startMs,
    endMs,
    stepMs,
  }: { startMs: number; endMs: number; stepMs: number },
) {
  const found = new Map<string, { metric: Labels; values: Point[] }>();
  for (let timeMs = startMs; timeMs <= endMs; timeMs += stepMs) {
    for (const { labels, value } of elementsAt(expression, source, timeMs)) {
      const key = keyOfLabels(labels);
      const series = found.get(key) ?? { metric: labels, values: [] };
      series.values.push(point(timeMs, value));
      found.set(key, series);
    }
  }
  return { resultType: 'matrix', result: [...found.values()] };
}

function elementsAt(
  expression: Expression,
  source: SeriesSource,
  timeMs: number,
) {
  const value = evaluate(expression, source, timeMs);
  switch (value.kind) {
    case 'scalar':
      return [{ labels: {}, value: value.value }];
    case 'vector':
      checkDistinct(value.elements.map(it => it.labels));
      return value.elements;
    default:
      throw new PromQlError(
        `a range query wants a scalar or a vector, not a ${value.kind}`,
      );
  }
}

function checkDistinct(all: readonly Labels[]): void {
  if (new Set(all.map(keyOfLabels)).size < all.length) {
    throw new PromQlError(
      'vector cannot contain metrics with the same labelset',
    );
  }
}

function point(timeMs: number, value: number): Point {
  return [timeMs / 1_000, numberText(value)];
}

function numberText(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) {
    return String(value);
  }
  return value > 0 ? '+Inf' : '-Inf';
}
