import { types } from '../../types/celType';
import type { CelInt } from '../../values/intArithmetic';
import { CelUint, toInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { FunctionDeclaration } from '../library';
import { overload } from '../overload';

const { int, uint } = types;

/** `math.bitAnd` and the others: on 64 bits, with two's complement for ints. */
export const bitFunctions: readonly FunctionDeclaration[] = [
  pairwise('bitAnd', 'Bits that both have.', (left, right) => left & right),
  pairwise(
    'bitOr',
    'Bits that one of both has.',
    (left, right) => left | right,
  ),
  pairwise('bitXor', 'Bits that only one has.', (left, right) => left ^ right),
  {
    name: 'math.bitNot',
    description: 'All bits inverted.',
    overloads: [
      overload('math_bitNot_int_int', [int], int, (value: CelInt) =>
        toInt(~BigInt(value)),
      ),
      overload('math_bitNot_uint_uint', [uint], uint, ({ value }: CelUint) =>
        unsigned(~value),
      ),
    ],
  },
  shift(
    'bitShiftLeft',
    'Bits moved to the left.',
    (value, bits) => value << bits,
  ),
  // Zeros come in from the left, for negative ints too.
  shift(
    'bitShiftRight',
    'Bits moved to the right.',
    (value, bits) => BigInt.asUintN(64, value) >> bits,
  ),
];

function pairwise(
  name: string,
  description: string,
  combine: (left: bigint, right: bigint) => bigint,
): FunctionDeclaration {
  return {
    name: `math.${name}`,
    description,
    overloads: [
      overload(
        `math_${name}_int_int`,
        [int, int],
        int,
        (left: CelInt, right: CelInt) =>
          signed(combine(BigInt(left), BigInt(right))),
      ),
      overload(
        `math_${name}_uint_uint`,
        [uint, uint],
        uint,
        (left: CelUint, right: CelUint) =>
          unsigned(combine(left.value, right.value)),
      ),
    ],
  };
}

function shift(
  name: string,
  description: string,
  move: (value: bigint, bits: bigint) => bigint,
): FunctionDeclaration {
  const shifted = (value: bigint, bits: CelInt) =>
    bits < 0
      ? new CelError(`math.${name}() negative offset: ${bits}`)
      : move(value, bits > 63 ? 64n : BigInt(bits));
  return {
    name: `math.${name}`,
    description,
    overloads: [
      overload(
        `math_${name}_int_int`,
        [int, int],
        int,
        (value: CelInt, bits: CelInt) => {
          const moved = shifted(BigInt(value), bits);
          return moved instanceof CelError ? moved : signed(moved);
        },
      ),
      overload(
        `math_${name}_uint_int`,
        [uint, int],
        uint,
        (value: CelUint, bits: CelInt) => {
          const moved = shifted(value.value, bits);
          return moved instanceof CelError ? moved : unsigned(moved);
        },
      ),
    ],
  };
}

function signed(value: bigint): CelInt {
  return toInt(BigInt.asIntN(64, value));
}

function unsigned(value: bigint): CelUint {
  return new CelUint(BigInt.asUintN(64, value));
}
