import { types } from '../../../types/celType';
import type { CelType } from '../../../types/celType';
import type { CelInt } from '../../../values/intArithmetic';
import { CelDouble } from '../../../values/numbers';
import { CelError } from '../../../values/runtimeValue';
import type { FunctionDeclaration, Library, Overload } from '../../library';
import { member, overload } from '../../overload';
import { fixedCost, readingOnlyCost } from '../../sizeCosts';
import { parseQuantity } from './parseQuantity';
import { Quantity, quantityType } from './quantity';

const { bool, double, int, string } = types;

/**
 * Kubernetes' quantities: `quantity('1.5Gi').isLessThan(quantity('2Gi'))`.
 *
 * @public
 */
export const quantityLibrary: Library = {
  name: 'kubernetes.quantity',
  functions: [
    {
      name: 'quantity',
      description: "An amount such as '100m' or '1.5Gi'.",
      overloads: [
        overload(
          'string_to_quantity',
          [string],
          quantityType,
          parseQuantity,
          readingOnlyCost(0),
        ),
      ],
    },
    {
      name: 'isQuantity',
      description: 'Whether a text is an amount.',
      overloads: [
        overload(
          'is_quantity_string',
          [string],
          bool,
          (text: string) => !(parseQuantity(text) instanceof CelError),
          readingOnlyCost(0),
        ),
      ],
    },
    {
      name: 'sign',
      description: '-1, 0 or 1.',
      overloads: [
        overload(
          'quantity_sign',
          [quantityType],
          int,
          (quantity: Quantity) => quantity.sign,
          fixedCost(1),
        ),
      ],
    },
    method('isInteger', 'Whether an amount is a whole number.', [
      unary('quantity_is_integer', bool, q => q.integer !== undefined),
    ]),
    method('asInteger', 'An amount as an int.', [
      unary(
        'quantity_get_int',
        int,
        q => q.integer ?? new CelError('cannot convert value to integer'),
      ),
    ]),
    method('asApproximateFloat', 'An amount as a double, roughly.', [
      unary('quantity_get_float', double, q => new CelDouble(q.approximate)),
    ]),
    method('isGreaterThan', 'Whether an amount is more than another.', [
      binary(
        'quantity_is_greater_than',
        bool,
        (q, other) => q.compareTo(other) > 0,
      ),
    ]),
    method('isLessThan', 'Whether an amount is less than another.', [
      binary(
        'quantity_is_less_than',
        bool,
        (q, other) => q.compareTo(other) < 0,
      ),
    ]),
    method('compareTo', '-1, 0 or 1: less, equal or more.', [
      binary('quantity_compare_to', int, (q, other) => q.compareTo(other)),
    ]),
    method('add', 'The sum.', [
      binary('quantity_add', quantityType, (q, other) => q.plus(other)),
      withInt('quantity_add_int', (q, other) => q.plus(other)),
    ]),
    method('sub', 'The difference.', [
      binary('quantity_sub', quantityType, (q, other) => q.minus(other)),
      withInt('quantity_sub_int', (q, other) => q.minus(other)),
    ]),
  ],
};

function method(
  name: string,
  description: string,
  overloads: readonly Overload[],
): FunctionDeclaration {
  return { name, description, overloads };
}

function unary(
  id: string,
  result: CelType,
  evaluate: (quantity: Quantity) => ReturnType<Overload['evaluate']>,
): Overload {
  return member(id, [quantityType], result, evaluate, fixedCost(1));
}

function binary(
  id: string,
  result: CelType,
  evaluate: (
    quantity: Quantity,
    other: Quantity,
  ) => ReturnType<Overload['evaluate']>,
): Overload {
  return member(
    id,
    [quantityType, quantityType],
    result,
    evaluate,
    fixedCost(1),
  );
}

function withInt(
  id: string,
  evaluate: (quantity: Quantity, other: Quantity) => Quantity,
): Overload {
  return member(
    id,
    [quantityType, int],
    quantityType,
    (quantity: Quantity, other: CelInt) =>
      evaluate(quantity, Quantity.ofInt(other)),
    fixedCost(1),
  );
}
