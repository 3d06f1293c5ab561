import type { Expr } from '../../syntax/expression';
import type { Macro, MacroBuilder } from '../library';
import { withLocalVariable } from './localVariable';

/**
 * `value.optMap(name, expression)` and `value.optFlatMap(name, expression)`. The value is computed once, as in the newest
 * cel-go, so that chains of them neither grow nor cost exponentially.
 *
 * @public
 */
export const optionalMacros: readonly Macro[] = [
  optionalMacro(
    'optMap',
    'What an expression makes of the value, if there is one.',
    (builder, mapped) => builder.call('optional.of', mapped),
  ),
  optionalMacro(
    'optFlatMap',
    'The optional that an expression makes of the value, if there is one.',
    (_builder, mapped) => mapped,
  ),
];

/** A variable that no source can name, for the value. */
const targetVariable = '@target';

function optionalMacro(
  name: string,
  description: string,
  wrap: (builder: MacroBuilder, mapped: Expr) => Expr,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount: 2,
    usage: { on: 'optional', parameters: ['name', 'expression'], description },
    expand: (builder, { target, arguments: [variable, body] }) => {
      if (variable.kind !== 'identifier' || variable.name.startsWith('.')) {
        return {
          issue: `${name}() variable name must be a simple identifier`,
          at: variable,
        };
      }
      if (!target) {
        return undefined;
      }
      const isName = target.kind === 'identifier';
      const value = isName ? target : builder.identifier(targetVariable);
      const mapped = builder.call(
        '_?_:_',
        builder.memberCall('hasValue', value),
        wrap(
          builder,
          withLocalVariable(
            builder,
            variable.name,
            builder.memberCall('value', builder.copy(value)),
            body,
          ),
        ),
        builder.call('optional.none'),
      );
      return isName
        ? mapped
        : withLocalVariable(builder, targetVariable, target, mapped);
    },
  };
}
