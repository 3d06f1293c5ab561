import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { compareValues } from '../../values/compareValues';
import { fromNative } from '../../values/fromNative';
import { CelDouble, CelUint, isInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import { scaled } from '../callCost';
import type { FunctionDeclaration, Overload } from '../library';
import { overload } from '../overload';
import { countOf } from '../sizeCosts';

const numbers = ['double', 'int', 'uint'] as const;

/** `math.@min` and `math.@max`, which `math.least` and `math.greatest` become. */
export const extremes: readonly FunctionDeclaration[] = [
  declare('math.@min', 1),
  declare('math.@max', -1),
];

function declare(name: string, worse: number): FunctionDeclaration {
  const pair = (first: RuntimeValue, second: RuntimeValue) =>
    better(name, worse, first, second);
  const id = name.replace('.', '_');
  return {
    name,
    overloads: [
      ...numbers.map(kind =>
        overload(
          `${id}_${kind}`,
          [types[kind]],
          types[kind],
          (value: RuntimeValue) => value,
        ),
      ),
      ...numbers.flatMap(first =>
        numbers.map(second =>
          overload(
            `${id}_${first}_${second}`,
            [types[first], types[second]],
            first === second ? types[first] : types.dyn,
            pair,
          ),
        ),
      ),
      ...numbers.map(kind =>
        listOverload(`${id}_list_${kind}`, name, types[kind], pair),
      ),
    ],
  };
}

function listOverload(
  id: string,
  name: string,
  element: CelType,
  pair: (first: RuntimeValue, second: RuntimeValue) => Evaluated,
): Overload {
  return overload(
    id,
    [types.list(element)],
    element,
    (list: readonly unknown[]) => {
      if (list.length === 0) {
        return new CelError(`${name}(list) argument must not be empty`);
      }
      let best = fromNative(list[0]);
      for (const item of list.slice(1)) {
        const next = fromNative(item);
        if (best instanceof CelError || next instanceof CelError) {
          return best instanceof CelError ? best : next;
        }
        best = pair(best, next);
      }
      return best instanceof CelError || isNumber(best)
        ? best
        : new CelError(`no such overload: ${name}`);
    },
    {
      cost: args => Math.max(1, countOf(args[0])),
      estimate: sizes => ({ cost: scaled(sizes[0], 1) }),
    },
  );
}

function better(
  name: string,
  worse: number,
  first: RuntimeValue,
  second: RuntimeValue,
): Evaluated {
  const order =
    isNumber(first) && isNumber(second)
      ? compareValues(first, second)
      : undefined;
  if (order === undefined) {
    return new CelError(`no such overload: ${name}`);
  }
  if (Number.isNaN(order)) {
    return new CelError(`NaN values cannot be ordered: ${name}`);
  }
  return Math.sign(order) === worse ? second : first;
}

function isNumber(value: RuntimeValue): boolean {
  return isInt(value) || value instanceof CelDouble || value instanceof CelUint;
}
