import { types } from '../../types/celType';
import type { CelInt } from '../../values/intArithmetic';
import type { FunctionDeclaration, Library } from '../library';
import { member, overload } from '../overload';
import { contains, equivalent, intersects, pairwiseCost } from '../setsLibrary';
import {
  flatteningCost,
  rangeCost,
  resultCost,
  selfComparisonCost,
} from './listCosts';
import { sortByMacro } from './sortByMacro';
import { distinct, flatten, range, reverse, slice } from './reshaping';
import { sort, sortByKeys, sortableKinds } from './sorting';

const { bool, int, dyn } = types;
const item = types.parameter('T');
const items = types.list(item);

const reshapingFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'slice',
    description: 'The items from an index to before another.',
    overloads: [
      member('list_slice', [items, int, int], items, slice, resultCost),
    ],
  },
  {
    name: 'flatten',
    description: 'The items of a list of lists, one level or as many as told.',
    overloads: [
      member(
        'list_flatten',
        [types.list(items)],
        items,
        (list: readonly unknown[]) => flatten(list, 1),
        { ...flatteningCost, takesAnyItems: true },
      ),
      member(
        'list_flatten_int',
        [types.list(dyn), int],
        types.list(dyn),
        flatten,
        flatteningCost,
      ),
    ],
  },
  {
    name: 'reverse',
    description: 'The items in reverse order.',
    overloads: [member('list_reverse', [items], items, reverse, resultCost)],
  },
  {
    name: 'distinct',
    description: 'The items without those that were there before.',
    overloads: [
      member('list_distinct', [items], items, distinct, {
        ...selfComparisonCost(0),
        metered: true,
      }),
    ],
  },
];

const sortingFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'sort',
    description: 'The items in ascending order.',
    overloads: sortableKinds.map(([name, type]) =>
      member(`list_${name}_sort`, [types.list(type)], types.list(type), sort, {
        ...selfComparisonCost(0),
        takesAnyItems: true,
      }),
    ),
  },
  {
    name: '@sortByAssociatedKeys',
    overloads: sortableKinds.map(([name, type]) =>
      member(
        `list_${name}_sortByAssociatedKeys`,
        [items, types.list(type)],
        items,
        sortByKeys,
        { ...selfComparisonCost(1), takesAnyItems: true },
      ),
    ),
  },
];

const setFunctions: readonly FunctionDeclaration[] = [
  asSet(
    'hasOnly',
    'Whether another list has all of the items.',
    (list, other, meter) => contains(other, list, meter),
  ),
  asSet('hasAny', 'Whether the lists have an item in common.', intersects),
  asSet('hasAll', 'Whether the list has all items of another.', contains),
  asSet('hasExactly', 'Whether the lists have the same items.', equivalent, 2),
];

/**
 * cel-go's lists library: version 3 as Kubernetes has it, where a negative range is empty, 4, where it is an error, or 5, which
 * adds lists as sets (`hasOnly` …).
 *
 * @public
 */
export function listsLibrary(version: 3 | 4 | 5): Library {
  return {
    name: `lists/${version}`,
    macros: [sortByMacro],
    functions: [
      ...reshapingFunctions,
      rangeFunction(version === 3),
      ...sortingFunctions,
      ...(version >= 5 ? setFunctions : []),
    ],
  };
}

function rangeFunction(negativeIsEmpty: boolean): FunctionDeclaration {
  return {
    name: 'lists.range',
    description: 'The ints from 0 to before a number.',
    overloads: [
      overload(
        'lists_range',
        [int],
        types.list(int),
        (size: CelInt) => (negativeIsEmpty && size < 0 ? [] : range(size)),
        rangeCost,
      ),
    ],
  };
}

function asSet(
  name: string,
  description: string,
  evaluate: typeof contains,
  factor: number = 1,
): FunctionDeclaration {
  return {
    name,
    description,
    overloads: [
      member(`list_${name}_list`, [items, items], bool, evaluate, {
        ...pairwiseCost(factor),
        metered: true,
      }),
    ],
  };
}
