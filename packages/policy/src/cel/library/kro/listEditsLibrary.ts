import { types } from '../../types/celType';
import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import type { Library } from '../library';
import { resultCost } from '../lists/listCosts';
import { overload } from '../overload';

const item = types.parameter('T');
const items = types.list(item);
const { int } = types;
type List = readonly unknown[];

/**
 * kro's list functions: a new list with one place changed.
 *
 * @public
 */
export const listEditsLibrary: Library = {
  name: 'kro.lists',
  functions: [
    {
      name: 'lists.setAtIndex',
      description: 'The list with the item at an index replaced.',
      overloads: [
        overload(
          'lists.setAtIndex_list_int_T',
          [items, int, item],
          items,
          (list: List, index: CelInt, value: unknown) =>
            fault('set', list, index, list.length - 1) ??
            list.with(Number(index), value),
          resultCost,
        ),
      ],
    },
    {
      name: 'lists.insertAtIndex',
      description: 'The list with an item more, before an index.',
      overloads: [
        overload(
          'lists.insertAtIndex_list_int_T',
          [items, int, item],
          items,
          (list: List, index: CelInt, value: unknown) =>
            fault('insert', list, index, list.length) ??
            list.toSpliced(Number(index), 0, value),
          resultCost,
        ),
      ],
    },
    {
      name: 'lists.removeAtIndex',
      description: 'The list without the item at an index.',
      overloads: [
        overload(
          'lists.removeAtIndex_list_int',
          [items, int],
          items,
          (list: List, index: CelInt) =>
            fault('remove', list, index, list.length - 1) ??
            list.toSpliced(Number(index), 1),
          resultCost,
        ),
      ],
    },
  ],
};

function fault(
  verb: string,
  list: List,
  index: CelInt,
  largest: number,
): CelError | undefined {
  const bracket = largest === list.length ? ']' : ')';
  return index < 0 || index > largest
    ? new CelError(
        `lists.${verb}AtIndex: index ${index} out of bounds [0, ${list.length}${bracket}`,
      )
    : undefined;
}
