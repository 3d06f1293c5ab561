import type { Expr } from '../../syntax/expression';
import type { Macro, MacroBuilder, MacroUsage } from '../library';
import { collectingFold, quantifierFold } from './quantifier';
import type { Fold, Quantifier } from './quantifier';
import { variableName } from './simpleName';

const exactlyOne =
  'Whether a condition holds for exactly one index and item, or key and value.';

/**
 * Macros over index and item of a list, or key and value of a map: `all`, `exists`, `existsOne` (also `exists_one`),
 * `transformList`, `transformMap`, `transformMapEntry`, the last three with an optional filter before the transformation.
 *
 * @public
 */
export const twoVariableMacros: readonly Macro[] = [
  quantifierMacro(
    'all',
    'all',
    'Whether a condition holds for every index and item, or key and value.',
  ),
  quantifierMacro(
    'exists',
    'exists',
    'Whether a condition holds for some index and item, or key and value.',
  ),
  quantifierMacro('existsOne', 'exists_one', exactlyOne),
  quantifierMacro('exists_one', 'exists_one', exactlyOne),
  ...transformMacros(
    'transformList',
    'A list of what an expression gives for each index and item, or key and value.',
    builder => builder.list(),
    (builder, _key, transform) =>
      builder.call('_+_', result(builder), builder.list(transform)),
  ),
  ...transformMacros(
    'transformMap',
    'A map with the same keys and what an expression gives for each.',
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
    'A map of the entries that an expression gives, each a map with one entry.',
    builder => builder.emptyMap(),
    (builder, _key, transform) =>
      builder.call('cel.@mapInsert', result(builder), transform),
  ),
];

function usage(parameters: readonly string[], description: string): MacroUsage {
  return {
    on: 'list or map',
    parameters: ['key', 'value', ...parameters],
    description,
  };
}

function quantifierMacro(
  name: string,
  quantifier: Quantifier,
  description: string,
): Macro {
  return overRange(
    name,
    3,
    usage(['condition'], description),
    (builder, [, , predicate]) =>
      quantifierFold(builder, quantifier, predicate),
  );
}

function transformMacros(
  name: string,
  description: string,
  initial: (builder: MacroBuilder) => Expr,
  step: (builder: MacroBuilder, key: string, transform: Expr) => Expr,
): readonly Macro[] {
  return [
    overRange(
      name,
      3,
      usage(['expression'], description),
      (builder, [, , transform], key) =>
        collectingFold(
          builder,
          initial(builder),
          step(builder, key, transform),
        ),
    ),
    overRange(
      name,
      4,
      usage(['condition', 'expression'], description),
      (builder, [, , filter, transform], key) =>
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
  usageOfMacro: MacroUsage,
  fold: (builder: MacroBuilder, args: readonly Expr[], key: string) => Fold,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount,
    usage: usageOfMacro,
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
