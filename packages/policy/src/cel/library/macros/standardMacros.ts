import type { Expr } from '../../syntax/expression';
import type { Macro, MacroBuilder } from '../library';
import { collectingFold, quantifierFold } from './quantifier';
import type { Fold, Quantifier } from './quantifier';
import { variableName } from './simpleName';

/** cel-spec's macros: `has`, `all`, `exists`, `exists_one` (also `existsOne`), `map`, `filter`. @public */
export const standardMacros: readonly Macro[] = [
  {
    function: 'has',
    receiver: false,
    argumentCount: 1,
    expand: (builder, { arguments: [argument] }) =>
      argument.kind === 'select' && !argument.testOnly
        ? builder.select(argument.operand, argument.field, true)
        : { issue: 'invalid argument to has() macro', at: argument },
  },
  quantifierMacro('all', 'all'),
  quantifierMacro('exists', 'exists'),
  quantifierMacro('exists_one', 'exists_one'),
  quantifierMacro('existsOne', 'exists_one'),
  overRange('map', 2, (builder, [, transform]) =>
    collectingFold(builder, builder.list(), appended(builder, transform)),
  ),
  overRange('map', 3, (builder, [, filter, transform]) =>
    collectingFold(
      builder,
      builder.list(),
      appended(builder, transform),
      filter,
    ),
  ),
  overRange('filter', 2, (builder, [variable, filter]) =>
    collectingFold(
      builder,
      builder.list(),
      appended(builder, variable),
      filter,
    ),
  ),
];

function quantifierMacro(name: string, quantifier: Quantifier): Macro {
  return overRange(name, 2, (builder, [, predicate]) =>
    quantifierFold(builder, quantifier, predicate),
  );
}

/** A macro `range.name(variable, …)`. */
function overRange(
  name: string,
  argumentCount: number,
  fold: (builder: MacroBuilder, args: readonly Expr[]) => Fold,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount,
    expand: (builder, { target, arguments: args }) => {
      const variable = variableName(builder, args[0]);
      if ('issue' in variable || !target) {
        return 'issue' in variable ? variable : undefined;
      }
      return builder.comprehension({
        range: target,
        iterationVariable: variable.name,
        ...fold(builder, args),
      });
    },
  };
}

function appended(builder: MacroBuilder, item: Expr): Expr {
  return builder.call(
    '_+_',
    builder.identifier(builder.accumulator),
    builder.list(item),
  );
}
