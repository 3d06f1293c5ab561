import { codePointCount } from '../values/utf8';
import { sizeOf, traversalFactor, regularExpressionFactor } from './callCost';
import type { CallEstimate, Overload, SizeEstimate } from './library';
import { extraMatchingWork } from './regularExpressions';

/** What a call costs, before and after its evaluation, as Kubernetes counts it. */
export type CallCost = Pick<
  Overload,
  'cost' | 'costsAhead' | 'estimate' | 'patternAt'
>;

const unbounded: SizeEstimate = { minimum: 0, maximum: Infinity };

/** A fixed cost. */
export function fixedCost(cost: number): CallCost {
  return {
    cost: () => cost,
    estimate: () => ({ cost: exactly(cost) }),
  };
}

/** Reading the argument at a place so many times: a tenth of a unit a character, rounded up. The result may be as large as it. */
export function readingCost(place: number, times: number = 1): CallCost {
  return {
    cost: args => Math.ceil(countOf(args[place]) * times * traversalFactor),
    estimate: sizes => ({
      cost: scaledSize(sizes[place], times * traversalFactor),
      resultSize: sizes[place],
    }),
  };
}

/** Reading the argument at a place, where the result's size is not known from it. */
export function readingOnlyCost(place: number, times: number = 1): CallCost {
  const { cost, estimate } = readingCost(place, times);
  return {
    cost,
    estimate: sizes => ({ cost: estimate?.(sizes).cost ?? unbounded }),
  };
}

/** Searching a text (first argument) with a regular expression (second). */
export const searchCost: CallCost = {
  patternAt: 1,
  cost: ([text, pattern]) =>
    Math.ceil((1 + countOf(text)) * traversalFactor) *
      Math.ceil(countOf(pattern) * regularExpressionFactor) +
    extraMatchingWork(text, pattern),
  estimate: ([text, pattern]): CallEstimate => ({
    cost: productOf(
      scaledSize(
        { minimum: text.minimum + 1, maximum: text.maximum + 1 },
        traversalFactor,
      ),
      scaledSize(pattern, regularExpressionFactor),
    ),
    resultSize: { minimum: 0, maximum: text.maximum },
  }),
};

/** How many code points, bytes, items or entries a value has. */
export function countOf(value: Parameters<typeof sizeOf>[0]): number {
  return typeof value === 'string' ? codePointCount(value) : sizeOf(value);
}

/** A size times a factor, rounded up. */
export function scaledSize(
  { minimum, maximum }: SizeEstimate,
  factor: number,
): SizeEstimate {
  return {
    minimum: Math.ceil(minimum * factor),
    maximum: Math.ceil(maximum * factor),
  };
}

/** Both sizes multiplied; nothing times what is unbounded is nothing. */
export function productOf(
  left: SizeEstimate,
  right: SizeEstimate,
): SizeEstimate {
  return {
    minimum: multiplied(left.minimum, right.minimum),
    maximum: multiplied(left.maximum, right.maximum),
  };
}

/** A size that is known. */
export function exactly(size: number): SizeEstimate {
  return { minimum: size, maximum: size };
}

function multiplied(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}
