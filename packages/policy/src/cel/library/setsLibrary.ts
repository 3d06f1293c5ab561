import { types } from '../types/celType';
import type { WorkMeter } from '../values/equals';
import { fromNative } from '../values/fromNative';
import { CelError } from '../values/runtimeValue';
import type { FunctionDeclaration, Library } from './library';
import { overload } from './overload';
import { countOf, productOf } from './sizeCosts';
import type { CallCost } from './sizeCosts';
import { ValueSet } from './valueSet';

const items = types.list(types.parameter('T'));

/**
 * cel-go's sets library: lists as sets.
 *
 * @public
 */
export const setsLibrary: Library = {
  name: 'sets',
  functions: [
    declare(
      'contains',
      'Whether a list has all items of another.',
      contains,
      1,
    ),
    declare(
      'equivalent',
      'Whether two lists have the same items.',
      equivalent,
      2,
    ),
    declare(
      'intersects',
      'Whether two lists have an item in common.',
      intersects,
      1,
    ),
  ],
};

/** Whether the first list has all items of the second. */
export function contains(
  list: readonly unknown[],
  wanted: readonly unknown[],
  meter?: WorkMeter,
): boolean | CelError {
  return compare(list, wanted, false, meter);
}

/** Whether each list has all items of the other. */
export function equivalent(
  left: readonly unknown[],
  right: readonly unknown[],
  meter?: WorkMeter,
): boolean | CelError {
  const contained = contains(left, right, meter);
  return contained === true ? contains(right, left, meter) : contained;
}

/** Whether an item is in both lists. */
export function intersects(
  left: readonly unknown[],
  right: readonly unknown[],
  meter?: WorkMeter,
): boolean | CelError {
  return compare(right, left, true, meter);
}

/** cel-go's cost of comparing each item of one list with each of another. */
export function pairwiseCost(factor: number): CallCost {
  return {
    costsAhead: true,
    cost: ([left, right]) =>
      1 + Math.floor(countOf(left) * countOf(right) * factor),
    estimate: ([left, right]) => {
      const { minimum, maximum } = productOf(left, right);
      return {
        cost: { minimum: 1 + minimum * factor, maximum: 1 + maximum * factor },
      };
    },
  };
}

function declare(
  name: string,
  description: string,
  evaluate: (
    left: readonly unknown[],
    right: readonly unknown[],
    meter?: WorkMeter,
  ) => boolean | CelError,
  factor: number,
): FunctionDeclaration {
  return {
    name: `sets.${name}`,
    description,
    overloads: [
      overload(`list_sets_${name}_list`, [items, items], types.bool, evaluate, {
        ...pairwiseCost(factor),
        metered: true,
      }),
    ],
  };
}

/** Goes through `candidates` until one's membership in `list` is `stopAt`, which then is the answer. */
function compare(
  list: readonly unknown[],
  candidates: readonly unknown[],
  stopAt: boolean,
  meter: WorkMeter | undefined,
): boolean | CelError {
  const set = ValueSet.of(list, meter);
  if (set instanceof CelError) {
    return set;
  }
  for (const candidate of candidates) {
    const value = fromNative(candidate);
    const found = value instanceof CelError ? value : set.has(value);
    if (found instanceof CelError || found === stopAt) {
      return found;
    }
  }
  return !stopAt;
}
