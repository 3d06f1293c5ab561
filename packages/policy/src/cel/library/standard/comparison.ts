import { comparisonCost } from '../callCost';
import type { FunctionDeclaration, Overload } from '../library';
import { overload } from '../overload';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { compareValues } from '../../values/compareValues';
import { valuesEqual } from '../../values/equals';
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
      overload('equals', [a, a], types.bool, valuesEqual, comparisonCost),
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
        (left: RuntimeValue, right: RuntimeValue) => !valuesEqual(left, right),
        comparisonCost,
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
    overloads: [...sameType(id, evaluate), ...mixedNumbers(id, evaluate)],
  };
}

function sameType(
  id: string,
  evaluate: Overload['evaluate'],
): readonly Overload[] {
  return ordered.map(([name, type]) =>
    overload(
      `${id}_${name}`,
      [type, type],
      types.bool,
      evaluate,
      type === types.string || type === types.bytes ? comparisonCost : {},
    ),
  );
}

function mixedNumbers(
  id: string,
  evaluate: Overload['evaluate'],
): readonly Overload[] {
  return numbers.flatMap(([left, leftType]) =>
    numbers
      .filter(([right]) => right !== left)
      .map(([right, rightType]) =>
        overload(
          `${id}_${left}_${right}`,
          [leftType, rightType],
          types.bool,
          evaluate,
        ),
      ),
  );
}
