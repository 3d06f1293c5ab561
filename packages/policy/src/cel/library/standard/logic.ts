import type { FunctionDeclaration } from '../library';
import { overload } from '../overload';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';

const { bool } = types;
const a = types.parameter('A');
const nothing = { minimum: 0, maximum: 0 };
const free = { cost: () => 0, estimate: () => ({ cost: nothing }) };

/**
 * `&&`, `||`, `!` and `?:`. The planner has closures of its own for them that evaluate no more than decides; these say the same
 * of values.
 */
export const logic: readonly FunctionDeclaration[] = [
  {
    name: '_&&_',
    description: 'Whether both hold; false decides over an error.',
    overloads: [
      overload(
        'logical_and',
        [bool, bool],
        bool,
        (left: Evaluated, right: Evaluated) => conjunction(left, right, false),
        { nonStrict: true, ...free },
      ),
    ],
  },
  {
    name: '_||_',
    description: 'Whether one of them holds; true decides over an error.',
    overloads: [
      overload(
        'logical_or',
        [bool, bool],
        bool,
        (left: Evaluated, right: Evaluated) => conjunction(left, right, true),
        { nonStrict: true, ...free },
      ),
    ],
  },
  {
    name: '!_',
    description: 'The opposite.',
    overloads: [
      overload('logical_not', [bool], bool, (value: boolean) => !value),
    ],
  },
  {
    name: '_?_:_',
    description: 'The second value if the first holds, else the third.',
    overloads: [
      overload(
        'conditional',
        [bool, a, a],
        a,
        (condition: Evaluated, yes: Evaluated, no: Evaluated) => {
          if (typeof condition !== 'boolean') {
            return errorOf(condition);
          }
          return condition ? yes : no;
        },
        { nonStrict: true, ...free },
      ),
    ],
  },
  {
    name: '@not_strictly_false',
    overloads: [
      overload(
        'not_strictly_false',
        [bool],
        bool,
        (value: Evaluated) => value !== false,
        { nonStrict: true },
      ),
    ],
  },
];

/** `&&` when `false` decides, `||` when `true` does. */
function conjunction(
  left: Evaluated,
  right: Evaluated,
  decisive: boolean,
): Evaluated {
  if (left === decisive || right === decisive) {
    return decisive;
  }
  const undecided = [left, right].find(value => typeof value !== 'boolean');
  return undecided === undefined ? !decisive : errorOf(undecided);
}

function errorOf(value: Evaluated): CelError {
  return value instanceof CelError ? value : new CelError('no such overload');
}
