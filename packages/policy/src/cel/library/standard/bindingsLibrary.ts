import type { Library } from '../library';
import { bindMacros } from '../macros/bindMacros';
import { overload } from '../overload';
import { types } from '../../types/celType';
import type { RuntimeValue } from '../../values/runtimeValue';

const t = types.parameter('T');

/**
 * `cel.bind(name, value, expression)`, and `cel.block` by which optimised expressions are written down.
 *
 * @public
 */
export const bindingsLibrary: Library = {
  name: 'bindings',
  functions: [
    {
      // The planner evaluates the items when the body reads them; here they have been evaluated for nothing.
      name: 'cel.@block',
      overloads: [
        overload(
          'cel_block_list',
          [types.list(types.dyn), t],
          t,
          (_items: readonly unknown[], body: RuntimeValue) => body,
        ),
      ],
    },
  ],
  macros: bindMacros,
};
