import { CelMap } from '../values/celMap';
import { CelOptional } from '../values/optional';
import { CelObjectValue } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import type { CallEstimate, Overload, SizeEstimate } from './library';

/** What reading one code point or byte costs, as in cel-go. */

export const traversalFactor = 0.1;

/** What one character of a regular expression costs for each unit of the text's traversal, as in cel-go. */

export const regularExpressionFactor = 0.25;

type Cost = Pick<Overload, 'cost' | 'estimate'>;

/**
 * How large a value is for cost: UTF-16 units of a string (its code points at least), bytes, items, entries; 1 for the rest.
 */
export function sizeOf(value: Evaluated): number {
  if (typeof value === 'string' || value instanceof Uint8Array) {
    return value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return 1;
  }
  if (Array.isArray(value)) {
    return value.length;
  }
  if (value instanceof CelMap) {
    return value.entries.size;
  }
  if (value instanceof CelOptional) {
    return value.value === undefined ? 1 : sizeOf(value.value);
  }
  return value instanceof CelObjectValue || !isPlainMap(value)
    ? 1
    : Object.keys(value).length;
}

function isPlainMap(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

const nothing: SizeEstimate = { minimum: 0, maximum: 0 };

/** Costs of a call that reads some of its arguments once, a tenth of a unit for each character, byte or item. */

export function traversalOf(...places: readonly number[]): Cost {
  return {
    cost: args =>
      traversalCost(
        places.reduce((sum, place) => sum + sizeOf(args[place]), 0),
      ),
    estimate: sizes => ({
      cost: scaled(
        places.map(place => sizes[place]).reduce(addSizes, nothing),
        traversalFactor,
      ),
    }),
  };
}

/** The same for a call whose result is as large as the arguments together. */

export function concatenationOf(...places: readonly number[]): Cost {
  const { cost, estimate } = traversalOf(...places);
  return {
    cost,
    estimate: (sizes): CallEstimate => ({
      cost: estimate?.(sizes).cost ?? nothing,
      resultSize: places.map(place => sizes[place]).reduce(addSizes, nothing),
    }),
  };
}

/** Costs of a call that takes so many units whatever it gets. */

export function fixedCost(units: number): Cost {
  return {
    cost: () => units,
    estimate: () => ({ cost: { minimum: units, maximum: units } }),
  };
}

/** Costs of comparing two arguments, which ends with the smaller one. */

export const comparisonCost: Cost = {
  cost: ([left, right]) => traversalCost(Math.min(sizeOf(left), sizeOf(right))),
  estimate: ([left, right]) => ({
    cost: scaled(
      {
        minimum: Math.min(left.minimum, right.minimum),
        maximum: Math.min(left.maximum, right.maximum),
      },
      traversalFactor,
    ),
  }),
};

/** The cost of reading so many characters, bytes or items: at least 1. */

export function traversalCost(size: number): number {
  return Math.max(1, Math.ceil(size * traversalFactor));
}

/** A size estimate times a factor, rounded up, at least 1. */

export function scaled(
  { minimum, maximum }: SizeEstimate,
  factor: number,
): SizeEstimate {
  return {
    minimum: Math.max(1, Math.ceil(minimum * factor)),
    maximum: Math.max(1, Math.ceil(maximum * factor)),
  };
}

/** The size of two values together. */

export function addSizes(
  left: SizeEstimate,
  right: SizeEstimate,
): SizeEstimate {
  return {
    minimum: left.minimum + right.minimum,
    maximum: left.maximum + right.maximum,
  };
}
