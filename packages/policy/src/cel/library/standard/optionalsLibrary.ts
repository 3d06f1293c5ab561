import { comparisonCost, traversalOf } from '../callCost';
import type { FunctionDeclaration, Library } from '../library';
import { optionalMacros } from '../macros/optionalMacros';
import { member, overload } from '../overload';
import { types } from '../../types/celType';
import { valuesEqual } from '../../values/equals';
import type { WorkMeter } from '../../values/equals';
import { fromNative } from '../../values/fromNative';
import { CelOptional } from '../../values/optional';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { CelTypeValue } from '../../values/typeValue';
import { isZero } from '../../values/isZero';
import { chooseOptional, findOptional } from './optionalAccess';

const v = types.parameter('V');
const k = types.parameter('K');
const optionalOfV = types.optional(v);
const listOfV = types.list(v);
const mapOfKV = types.map(k, v);

const functions: readonly FunctionDeclaration[] = [
  {
    name: 'optional.of',
    description: 'An optional with a value.',
    overloads: [overload('optional_of', [v], optionalOfV, CelOptional.of)],
  },
  {
    name: 'optional.ofNonZeroValue',
    description: 'An optional with a value, or none for an empty or zero one.',
    overloads: [
      overload(
        'optional_ofNonZeroValue',
        [v],
        optionalOfV,
        (value: RuntimeValue) =>
          isZero(value) ? CelOptional.none : CelOptional.of(value),
      ),
    ],
  },
  {
    name: 'optional.none',
    description: 'An optional without a value.',
    overloads: [
      overload('optional_none', [], optionalOfV, () => CelOptional.none),
    ],
  },
  {
    name: 'optional.unwrap',
    description: 'The values of those optionals that have one.',
    overloads: [
      overload(
        'optional_unwrap',
        [types.list(optionalOfV)],
        listOfV,
        unwrap,
        traversalOf(0),
      ),
    ],
  },
  {
    name: 'unwrapOpt',
    description: 'The values of those optionals that have one.',
    overloads: [
      member(
        'optional_unwrapOpt',
        [types.list(optionalOfV)],
        listOfV,
        unwrap,
        traversalOf(0),
      ),
    ],
  },
  {
    name: 'hasValue',
    description: 'Whether an optional has a value, or a certain value.',
    overloads: [
      member(
        'optional_hasValue',
        [optionalOfV],
        types.bool,
        (optional: CelOptional) => optional.value !== undefined,
      ),
      member(
        'optional_hasValue_value',
        [optionalOfV, v],
        types.bool,
        (optional: CelOptional, value: RuntimeValue, meter: WorkMeter) =>
          optional.value !== undefined &&
          valuesEqual(optional.value, value, meter),
        { ...comparisonCost, metered: true },
      ),
    ],
  },
  {
    name: 'value',
    description: 'The value of an optional; an error when it has none.',
    overloads: [
      member('optional_value', [optionalOfV], v, ({ value }: CelOptional) =>
        value === undefined
          ? new CelError('optional.none() dereference')
          : value,
      ),
    ],
  },
  {
    name: 'or',
    description: 'The first of two optionals that has a value.',
    overloads: [
      member(
        'optional_or_optional',
        [optionalOfV, optionalOfV],
        optionalOfV,
        (left: Evaluated, right: Evaluated) => chooseOptional(left) ?? right,
        { nonStrict: true, cost: () => 0 },
      ),
    ],
  },
  {
    name: 'orValue',
    description: 'The value of an optional, or another one when it has none.',
    overloads: [
      member(
        'optional_orValue_value',
        [optionalOfV, v],
        v,
        (left: Evaluated, right: Evaluated) => {
          const chosen = chooseOptional(left);
          if (chosen === undefined) {
            return right;
          }
          return chosen instanceof CelOptional && chosen.value !== undefined
            ? chosen.value
            : chosen;
        },
        { nonStrict: true, cost: () => 0 },
      ),
    ],
  },
  {
    name: '_?._',
    description: 'A field as an optional.',
    overloads: [
      overload(
        'select_optional_field',
        [types.dyn, types.string],
        optionalOfV,
        findOptional,
      ),
    ],
  },
  {
    name: '_[?_]',
    description: 'An item or entry as an optional.',
    overloads: [
      overload(
        'list_optindex_optional_int',
        [listOfV, types.int],
        optionalOfV,
        findOptional,
      ),
      overload(
        'optional_list_optindex_optional_int',
        [types.optional(listOfV), types.int],
        optionalOfV,
        findOptional,
      ),
      overload(
        'map_optindex_optional_value',
        [mapOfKV, k],
        optionalOfV,
        findOptional,
      ),
      overload(
        'optional_map_optindex_optional_value',
        [types.optional(mapOfKV), k],
        optionalOfV,
        findOptional,
      ),
    ],
  },
  {
    name: '_[_]',
    overloads: [
      overload(
        'optional_list_index_int',
        [types.optional(listOfV), types.int],
        optionalOfV,
        findOptional,
      ),
      overload(
        'optional_map_index_value',
        [types.optional(mapOfKV), k],
        optionalOfV,
        findOptional,
      ),
    ],
  },
  {
    name: 'first',
    description: 'The first item of a list as an optional.',
    overloads: [
      member('list_first', [listOfV], optionalOfV, (list: readonly unknown[]) =>
        itemAt(list, 0),
      ),
    ],
  },
  {
    name: 'last',
    description: 'The last item of a list as an optional.',
    overloads: [
      member('list_last', [listOfV], optionalOfV, (list: readonly unknown[]) =>
        itemAt(list, list.length - 1),
      ),
    ],
  },
];

/**
 * Optional values: `optional.of`, `a.?b`, `or`, `orValue` and the rest, as cel-go's library of its newest version.
 *
 * @public
 */
export const optionalsLibrary: Library = {
  name: 'optionals',
  functions,
  macros: optionalMacros,
  constants: [
    {
      name: 'optional_type',
      type: types.type(types.optional(types.dyn)),
      value: new CelTypeValue('optional_type', types.optional(types.dyn)),
    },
  ],
};

function itemAt(list: readonly unknown[], index: number): Evaluated {
  if (list.length === 0) {
    return CelOptional.none;
  }
  const item = fromNative(list[index]);
  return item instanceof CelError ? item : CelOptional.of(item);
}

function unwrap(list: readonly unknown[]): Evaluated {
  const values: RuntimeValue[] = [];
  for (const item of list) {
    if (!(item instanceof CelOptional)) {
      return new CelError('no such overload');
    }
    if (item.value !== undefined) {
      values.push(item.value);
    }
  }
  return values;
}
