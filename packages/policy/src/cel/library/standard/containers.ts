import { scaled, sizeOf, traversalCost } from '../callCost';
import type { FunctionDeclaration, Overload } from '../library';
import { member, overload } from '../overload';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import type { CelMap } from '../../values/celMap';
import { valuesEqual } from '../../values/equals';
import type { WorkMeter } from '../../values/equals';
import { fromNative } from '../../values/fromNative';
import { entryCount, find, isPlainMap, lookUp } from '../../values/lookup';
import type { PlainMap, RuntimeValue } from '../../values/runtimeValue';
import { codePointCount } from '../../values/utf8';

const { bool, bytes, int, string } = types;
const a = types.parameter('A');
const listOfA = types.list(a);
const mapOfAB = types.map(a, types.parameter('B'));

/** cel-go counts 1. Characters and a JavaScript object's entries have to be counted, so that large ones cost more. */
const sizeCost: Pick<Overload, 'cost' | 'estimate'> = {
  cost: ([value]) => {
    if (typeof value === 'string') {
      return traversalCost(value.length / 5);
    }
    return isPlainMap(value) ? traversalCost(sizeOf(value) * 2.5) : 1;
  },
  estimate: ([size]) => ({
    cost: { minimum: 1, maximum: Math.max(1, Math.ceil(size.maximum / 4)) },
  }),
};

/** `in`, `[]` and `size`. */
export const containers: readonly FunctionDeclaration[] = [
  {
    name: '@in',
    description: 'Whether a list has an item, or a map a key.',
    overloads: [
      overload('in_list', [a, listOfA], bool, isItem, {
        metered: true,
        cost: args => Math.max(1, sizeOf(args[1])),
        estimate: ([, list]) => ({ cost: scaled(list, 1) }),
      }),
      overload(
        'in_map',
        [a, mapOfAB],
        bool,
        (key: RuntimeValue, map: CelMap | PlainMap) =>
          find(map, key) !== undefined,
      ),
    ],
  },
  {
    name: '_[_]',
    description: 'The item at an index, or the value under a key.',
    overloads: [
      overload('index_list', [listOfA, int], a, lookUp),
      overload('index_map', [mapOfAB, a], types.parameter('B'), lookUp),
    ],
  },
  {
    name: 'size',
    description: 'How many items, entries, characters or bytes there are.',
    overloads: [
      ...sizes('bytes', bytes, (value: Uint8Array) => value.length),
      ...sizes('list', listOfA, (value: readonly unknown[]) => value.length),
      ...sizes('map', mapOfAB, entryCount),
      ...sizes('string', string, codePointCount),
    ],
  },
];

function isItem(
  item: RuntimeValue,
  list: readonly unknown[],
  meter: WorkMeter,
): boolean {
  return list.some(candidate =>
    valuesEqual(item, fromNative(candidate), meter),
  );
}

function sizes(
  name: string,
  type: CelType,
  evaluate: Overload['evaluate'],
): readonly Overload[] {
  return [
    overload(`size_${name}`, [type], int, evaluate, sizeCost),
    member(`${name}_size`, [type], int, evaluate, sizeCost),
  ];
}
