import { fromNative } from '../../values/fromNative';
import { traversalFactor } from '../callCost';
import type { SizeEstimate } from '../library';
import { countOf, productOf } from '../sizeCosts';
import type { CallCost } from '../sizeCosts';

/** What making a list costs in cel-go, besides its items. */
const listCreation = 10;
const unknown: SizeEstimate = { minimum: 0, maximum: Infinity };

/** One unit for each item of the list that is made of the first argument. */
export const resultCost: CallCost = {
  cost: (_, result) => allocation(Array.isArray(result) ? result.length : 0),
  estimate: ([list]) => allocated({ minimum: 0, maximum: list.maximum }, 1),
};

/** One unit for each item for each level that is flattened. */
export const flatteningCost: CallCost = {
  cost: ([list, depth], result) =>
    allocation(
      Math.max(
        countOf(list) * (depth === undefined ? 1 : Number(depth)),
        countOf(result),
      ),
    ),
  estimate: ([list, depth]) =>
    depth === undefined
      ? allocated(list, 1)
      : allocated({ minimum: 0, maximum: Infinity }, 1),
};

/** A range is as long as its argument's value, which is not known before. Twice what cel-go counts: the smallest call for a list of this size. */
export const rangeCost: CallCost = {
  cost: (_, result) =>
    allocation(Array.isArray(result) ? 2 * result.length : 0),
  estimate: () => allocated(unknown, 2),
};

/** Comparing each item of the list at a place with each, twice; a little more for texts. */
export function selfComparisonCost(place: number): CallCost {
  return {
    costsAhead: true,
    cost: args => {
      const list = args[place];
      if (!Array.isArray(list)) {
        return 1;
      }
      const first = fromNative(list[0]);
      const factor =
        typeof first === 'string' || first instanceof Uint8Array
          ? 2 + traversalFactor
          : 2;
      return allocation(list.length * list.length * factor);
    },
    estimate: sizes => {
      const { cost } = allocated(productOf(sizes[place], sizes[place]), 2.1);
      return { cost, resultSize: sizes[0] };
    },
  };
}

function allocation(items: number): number {
  return Math.floor(items) + 1 + listCreation;
}

function allocated({ minimum, maximum }: SizeEstimate, factor: number) {
  return {
    cost: {
      minimum: Math.ceil(minimum * factor) + 1 + listCreation,
      maximum: Math.ceil(maximum * factor) + 1 + listCreation,
    },
    resultSize: { minimum, maximum },
  };
}
