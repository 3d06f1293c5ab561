import { comparisonCost } from '../callCost';
import type { FunctionDeclaration, Overload } from '../library';
import { overload } from '../overload';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { compareValues } from '../../values/compareValues';
import { valuesEqual } from '../../values/equals';
import type { WorkMeter } from '../../values/equals';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';

const a = types.parameter('A');

const numbers = [
  ['int64', types.int],
  ['uint64', types.uint],
  ['double', types.double],
] as const;

const ordered: readonly (readonly [string, CelType])[] = [
  ['bool', types.bool],
  ...numbers,
  ['string', types.string],
  ['bytes', types.bytes],
  ['timestamp', types.timestamp],
  ['duration', types.duration],
];

/** `==`, `!=` and the four orderings. */
export const comparison: readonly FunctionDeclaration[] = [
  {
    name: '_==_',
    description: 'Whether two values are equal.',
    overloads: [
      overload('equals', [a, a], types.bool, valuesEqual, {
        ...comparisonCost,
        metered: true,
      }),
    ],
  },
  {
    name: '_!=_',
    description: 'Whether two values differ.',
    overloads: [
      overload(
        'not_equals',
        [a, a],
        types.bool,
        (left: RuntimeValue, right: RuntimeValue, meter: WorkMeter) =>
          !valuesEqual(left, right, meter),
        { ...comparisonCost, metered: true },
      ),
    ],
  },
  ordering('_<_', 'less', 'Whether the left is less.', order => order < 0),
  ordering(
    '_<=_',
    'less_equals',
    'Whether the left is less or equal.',
    order => order <= 0,
  ),
  ordering(
    '_>_',
    'greater',
    'Whether the left is greater.',
    order => order > 0,
  ),
  ordering(
    '_>=_',
    'greater_equals',
    'Whether the left is greater or equal.',
    order => order >= 0,
  ),
];

function ordering(
  name: string,
  id: string,
  description: string,
  holds: (order: number) => boolean,
): FunctionDeclaration {
  const evaluate = (left: RuntimeValue, right: RuntimeValue): Evaluated => {
    const order = compareValues(left, right);
    return order === undefined
      ? new CelError('no such overload')
      : holds(order);
  };
  return {
    name,
    description,
    // In cel-go's order, which decides what a parameter becomes that may be any of these.
    overloads: ordered.flatMap(([left, type]) => [
      sameType(id, left, type, evaluate),
      ...mixedNumbers(id, left, evaluate),
    ]),
  };
}

function sameType(
  id: string,
  name: string,
  type: CelType,
  evaluate: Overload['evaluate'],
): Overload {
  return overload(
    `${id}_${name}`,
    [type, type],
    types.bool,
    evaluate,
    type === types.string || type === types.bytes ? comparisonCost : {},
  );
}

/** A number and those of the other types. */
function mixedNumbers(
  id: string,
  name: string,
  evaluate: Overload['evaluate'],
): readonly Overload[] {
  const left = numbers.find(([number]) => number === name);
  return left === undefined
    ? []
    : ['double', 'int64', 'uint64'].flatMap(right =>
        numbers
          .filter(([number]) => number === right && number !== name)
          .map(([, type]) =>
            overload(
              `${id}_${name}_${right}`,
              [left[1], type],
              types.bool,
              evaluate,
            ),
          ),
      );
}
