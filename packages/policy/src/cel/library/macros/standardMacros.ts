import type { Expr } from '../../syntax/expression';
import type { Macro, MacroBuilder, MacroUsage } from '../library';
import { collectingFold, quantifierFold } from './quantifier';
import type { Fold, Quantifier } from './quantifier';
import { variableName } from './simpleName';

const exactlyOne =
  'Whether a condition holds for exactly one item of a list or key of a map.';

/** cel-spec's macros: `has`, `all`, `exists`, `exists_one`, `map`, `filter`. @public */
export const standardMacros: readonly Macro[] = [
  {
    function: 'has',
    receiver: false,
    argumentCount: 1,
    expand: (builder, { arguments: [argument] }) =>
      argument.kind === 'select'
        ? builder.select(argument.operand, argument.field, true)
        : { issue: 'invalid argument to has() macro', at: argument },
    usage: {
      parameters: ['value.field'],
      description: 'Whether a field is there.',
    },
  },
  quantifierMacro(
    'all',
    'all',
    'Whether a condition holds for every item of a list or key of a map.',
  ),
  quantifierMacro(
    'exists',
    'exists',
    'Whether a condition holds for some item of a list or key of a map.',
  ),
  quantifierMacro('exists_one', 'exists_one', exactlyOne),
  overRange(
    'map',
    2,
    usage(
      ['item', 'expression'],
      'A list of what an expression gives for each item or key.',
    ),
    (builder, [, transform]) =>
      collectingFold(builder, builder.list(), appended(builder, transform)),
  ),
  overRange(
    'map',
    3,
    usage(
      ['item', 'condition', 'expression'],
      'A list of what an expression gives for each item or key that meets a condition.',
    ),
    (builder, [, filter, transform]) =>
      collectingFold(
        builder,
        builder.list(),
        appended(builder, transform),
        filter,
      ),
  ),
  overRange(
    'filter',
    2,
    usage(
      ['item', 'condition'],
      'A list of the items or keys that meet a condition.',
    ),
    (builder, [variable, filter]) =>
      collectingFold(
        builder,
        builder.list(),
        appended(builder, variable),
        filter,
      ),
  ),
];

function usage(parameters: readonly string[], description: string): MacroUsage {
  return { on: 'list or map', parameters, description };
}

function quantifierMacro(
  name: string,
  quantifier: Quantifier,
  description: string,
): Macro {
  return overRange(
    name,
    2,
    usage(['item', 'condition'], description),
    (builder, [, predicate]) => quantifierFold(builder, quantifier, predicate),
  );
}

/** A macro `range.name(variable, …)`. */
function overRange(
  name: string,
  argumentCount: number,
  usageOfMacro: MacroUsage,
  fold: (builder: MacroBuilder, args: readonly Expr[]) => Fold,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount,
    usage: usageOfMacro,
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
