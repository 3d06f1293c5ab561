import { types } from '../../types/celType';
import { negateInt } from '../../values/intArithmetic';
import type { CelInt } from '../../values/intArithmetic';
import { CelDouble, CelUint } from '../../values/numbers';
import type { Evaluated } from '../../values/runtimeValue';
import type { FunctionDeclaration, Library, Overload } from '../library';
import { overload } from '../overload';
import { bitFunctions } from './bitFunctions';
import { extremes } from './extremes';
import { leastGreatestMacros } from './leastGreatestMacros';

const { double, int, uint, bool } = types;

/**
 * cel-go's math library with all its versions: least and greatest, rounding, signs, bits, square roots.
 *
 * @public
 */
export const mathLibrary: Library = {
  name: 'math',
  macros: leastGreatestMacros,
  functions: [
    ...extremes,
    real('ceil', 'The next whole number upwards.', Math.ceil),
    real('floor', 'The next whole number downwards.', Math.floor),
    real('round', 'The nearest whole number; halves away from zero.', round),
    real('trunc', 'The number without its fraction.', Math.trunc),
    test('isInf', 'Whether a number is infinite.', isInfinite),
    test('isNaN', 'Whether a value is not a number.', Number.isNaN),
    test('isFinite', 'Whether a number is finite.', Number.isFinite),
    declare('abs', 'The number without its sign.', [
      overload(
        'math_abs_double',
        [double],
        double,
        ({ value }: CelDouble) => new CelDouble(Math.abs(value)),
      ),
      overload('math_abs_int', [int], int, (value: CelInt) =>
        value < 0 ? negateInt(value) : value,
      ),
      overload('math_abs_uint', [uint], uint, (value: CelUint) => value),
    ]),
    declare('sign', '-1, 0 or 1.', [
      overload(
        'math_sign_double',
        [double],
        double,
        ({ value }: CelDouble) =>
          // `+ 0`: the sign of -0 is 0.
          new CelDouble(Math.sign(value) + 0),
      ),
      overload('math_sign_int', [int], int, (value: CelInt) =>
        value > 0 ? 1 : -Number(value < 0) + 0,
      ),
      overload(
        'math_sign_uint',
        [uint],
        uint,
        ({ value }: CelUint) => new CelUint(value > 0n ? 1n : 0n),
      ),
    ]),
    declare('sqrt', 'The square root.', [
      root('double', ({ value }: CelDouble) => value),
      root('int', (value: CelInt) => Number(value)),
      root('uint', ({ value }: CelUint) => Number(value)),
    ]),
    ...bitFunctions,
  ],
};

function declare(
  name: string,
  description: string,
  overloads: readonly Overload[],
): FunctionDeclaration {
  return { name: `math.${name}`, description, overloads };
}

function real(
  name: string,
  description: string,
  compute: (value: number) => number,
): FunctionDeclaration {
  return declare(name, description, [
    overload(
      `math_${name}_double`,
      [double],
      double,
      ({ value }: CelDouble) => new CelDouble(compute(value)),
    ),
  ]);
}

function test(
  name: string,
  description: string,
  check: (value: number) => boolean,
): FunctionDeclaration {
  return declare(name, description, [
    overload(
      `math_${name}_double`,
      [double],
      bool,
      ({ value }: CelDouble): Evaluated => check(value),
    ),
  ]);
}

function root<Value>(
  kind: 'double' | 'int' | 'uint',
  toNumber: (value: Value) => number,
): Overload {
  return overload(
    `math_sqrt_${kind}`,
    [types[kind]],
    double,
    (value: Value) => new CelDouble(Math.sqrt(toNumber(value))),
  );
}

/** JavaScript rounds halves upwards; adding 0.5 first would round 0.49999999999999994 to 1. */
function round(value: number): number {
  const whole = Math.trunc(value);
  return Math.abs(value - whole) >= 0.5 ? whole + Math.sign(value) : whole;
}

function isInfinite(value: number): boolean {
  return Math.abs(value) === Infinity;
}
