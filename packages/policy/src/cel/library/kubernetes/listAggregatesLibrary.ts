import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { compareValues } from '../../values/compareValues';
import { valuesEqual } from '../../values/equals';
import type { WorkMeter } from '../../values/equals';
import { fromNative } from '../../values/fromNative';
import { CelDouble, CelUint } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { CelDuration } from '../../values/time';
import { typeOf } from '../../values/typeOf';
import type { FunctionDeclaration, Library } from '../library';
import { member } from '../overload';
import { addValues } from './addValues';
import { listTraversalCost } from './listTraversalCost';

const { bool, int } = types;
type List = readonly unknown[];

const comparable: readonly (readonly [string, CelType])[] = [
  ['int', types.int],
  ['uint', types.uint],
  ['double', types.double],
  ['bool', types.bool],
  ['duration', types.duration],
  ['timestamp', types.timestamp],
  ['string', types.string],
  ['bytes', types.bytes],
];

const summable: readonly (readonly [string, CelType, RuntimeValue])[] = [
  ['int', types.int, 0],
  ['uint', types.uint, new CelUint(0n)],
  ['double', types.double, new CelDouble(0)],
  ['duration', types.duration, new CelDuration(0n)],
];

/**
 * Kubernetes' lists: `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`.
 *
 * @public
 */
export const listAggregatesLibrary: Library = {
  name: 'kubernetes.lists',
  functions: [
    ordered(
      'isSorted',
      'Whether the items are in ascending order.',
      name => `list_${name}_is_sorted_bool`,
      isSorted,
      () => bool,
    ),
    ordered(
      'min',
      'The smallest item.',
      name => `list_${name}_min_${name}`,
      list => extreme('min', list, order => order > 0),
      type => type,
    ),
    ordered(
      'max',
      'The largest item.',
      name => `list_${name}_max_${name}`,
      list => extreme('max', list, order => order < 0),
      type => type,
    ),
    {
      name: 'sum',
      description: 'The sum of the items.',
      overloads: summable.map(([name, type, zero]) =>
        member(
          `list_${name}_sum_${name}`,
          [types.list(type)],
          type,
          (list: List) => sum(list, zero),
          listTraversalCost(false),
        ),
      ),
    },
    search('indexOf', 'list_a_index_of_int', 'first', (list, item, meter) =>
      list.findIndex(candidate =>
        valuesEqual(fromNative(candidate), item, meter),
      ),
    ),
    search(
      'lastIndexOf',
      'list_a_last_index_of_int',
      'last',
      (list, item, meter) =>
        list.findLastIndex(candidate =>
          valuesEqual(fromNative(candidate), item, meter),
        ),
    ),
  ],
};

function ordered(
  name: string,
  description: string,
  idOf: (typeName: string) => string,
  evaluate: (list: List) => Evaluated,
  resultOf: (type: CelType) => CelType,
): FunctionDeclaration {
  return {
    name,
    description,
    overloads: comparable.map(([typeName, type]) =>
      member(
        idOf(typeName),
        [types.list(type)],
        resultOf(type),
        evaluate,
        listTraversalCost(typeName === 'string' || typeName === 'bytes'),
      ),
    ),
  };
}

function search(
  name: string,
  id: string,
  which: string,
  evaluate: (list: List, item: RuntimeValue, meter: WorkMeter) => number,
): FunctionDeclaration {
  const item = types.parameter('A');
  return {
    name,
    description: `The index of the ${which} item that equals a value, or -1.`,
    overloads: [
      member(id, [types.list(item), item], int, evaluate, {
        ...listTraversalCost(true),
        metered: true,
      }),
    ],
  };
}

const noOverload = new CelError('no such overload');

function isSorted(list: List): Evaluated {
  let previous: RuntimeValue | undefined;
  for (const item of list) {
    const value = fromNative(item);
    if (value instanceof CelError) {
      return value;
    }
    if (compareValues(value, value) === undefined) {
      return noOverload;
    }
    // Items of types without an order between them count as sorted, as in Kubernetes.
    if (previous !== undefined && (compareValues(previous, value) ?? 0) > 0) {
      return false;
    }
    previous = value;
  }
  return true;
}

function extreme(
  name: string,
  list: List,
  isBetter: (order: number) => boolean,
): Evaluated {
  let best: RuntimeValue | undefined;
  for (const item of list) {
    const value = fromNative(item);
    if (value instanceof CelError) {
      return value;
    }
    if (compareValues(value, value) === undefined) {
      return noOverload;
    }
    if (best === undefined || isBetter(compareValues(best, value) ?? 0)) {
      best = value;
    }
  }
  return best ?? new CelError(`${name} called on empty list`);
}

/** The first item decides the type of the sum, since a list of `dyn` may come to any of the overloads. */

function sum(list: List, zero: RuntimeValue): Evaluated {
  let total: Evaluated =
    list.length === 0 ? zero : zeroLike(fromNative(list[0]), zero);
  for (const item of list) {
    const value = fromNative(item);
    if (value instanceof CelError || total instanceof CelError) {
      return value instanceof CelError ? value : total;
    }
    total = addValues(total, value);
  }
  return total;
}

function zeroLike(first: Evaluated, otherwise: RuntimeValue): RuntimeValue {
  const kind = first instanceof CelError ? undefined : typeOf(first).type.kind;
  return summable.find(([, type]) => type.kind === kind)?.[2] ?? otherwise;
}
