import type { Expr } from '../../syntax/expression';
import type { Macro, MacroBuilder } from '../library';
import { collectingFold, quantifierFold } from './quantifier';
import type { Fold, Quantifier } from './quantifier';
import { variableName } from './simpleName';

/**
 * Macros over index and item of a list, or key and value of a map: `all`, `exists`, `existsOne` (also `exists_one`),
 * `transformList`, `transformMap`, `transformMapEntry`, the last three with an optional filter before the transformation.
 *
 * @public
 */
export const twoVariableMacros: readonly Macro[] = [
  quantifierMacro('all', 'all'),
  quantifierMacro('exists', 'exists'),
  quantifierMacro('existsOne', 'exists_one'),
  quantifierMacro('exists_one', 'exists_one'),
  ...transformMacros(
    'transformList',
    builder => builder.list(),
    (builder, _key, transform) =>
      builder.call('_+_', result(builder), builder.list(transform)),
  ),
  ...transformMacros(
    'transformMap',
    builder => builder.emptyMap(),
    (builder, key, transform) =>
      builder.call(
        'cel.@mapInsert',
        result(builder),
        builder.identifier(key),
        transform,
      ),
  ),
  ...transformMacros(
    'transformMapEntry',
    builder => builder.emptyMap(),
    (builder, _key, transform) =>
      builder.call('cel.@mapInsert', result(builder), transform),
  ),
];

function quantifierMacro(name: string, quantifier: Quantifier): Macro {
  return overRange(name, 3, (builder, [, , predicate]) =>
    quantifierFold(builder, quantifier, predicate),
  );
}

function transformMacros(
  name: string,
  initial: (builder: MacroBuilder) => Expr,
  step: (builder: MacroBuilder, key: string, transform: Expr) => Expr,
): readonly Macro[] {
  return [
    overRange(name, 3, (builder, [, , transform], key) =>
      collectingFold(builder, initial(builder), step(builder, key, transform)),
    ),
    overRange(name, 4, (builder, [, , filter, transform], key) =>
      collectingFold(
        builder,
        initial(builder),
        step(builder, key, transform),
        filter,
      ),
    ),
  ];
}

/** A macro `range.name(first, second, …)`. */
function overRange(
  name: string,
  argumentCount: number,
  fold: (builder: MacroBuilder, args: readonly Expr[], key: string) => Fold,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount,
    expand: (builder, { target, arguments: args }) => {
      const first = variableName(builder, args[0]);
      const second = variableName(builder, args[1]);
      if ('issue' in first) {
        return first;
      }
      if ('issue' in second) {
        return second;
      }
      if (first.name === second.name) {
        return { issue: `duplicate variable name: ${first.name}`, at: args[1] };
      }
      return (
        target &&
        builder.comprehension({
          range: target,
          iterationVariable: first.name,
          secondVariable: second.name,
          ...fold(builder, args, first.name),
        })
      );
    },
  };
}

function result(builder: MacroBuilder): Expr {
  return builder.identifier(builder.accumulator);
}
