import type { Expr } from '../../syntax/expression';
import type { MacroBuilder } from '../library';

/** Which quantifier a macro is. */
export type Quantifier = 'all' | 'exists' | 'exists_one';

/** The parts of a comprehension that a quantifier decides. */
export interface Fold {
  readonly accumulator: string;
  readonly initial: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** `all` and `exists` end early and absorb errors as `&&` and `||` do; `exists_one` counts to the end. */
export function quantifierFold(
  builder: MacroBuilder,
  quantifier: Quantifier,
  predicate: Expr,
): Fold {
  const result = () => builder.identifier(builder.accumulator);
  const { accumulator } = builder;
  switch (quantifier) {
    case 'all':
      return {
        accumulator,
        initial: builder.constant(true),
        condition: builder.call('@not_strictly_false', result()),
        step: builder.call('_&&_', result(), predicate),
        result: result(),
      };
    case 'exists':
      return {
        accumulator,
        initial: builder.constant(false),
        condition: builder.call(
          '@not_strictly_false',
          builder.call('!_', result()),
        ),
        step: builder.call('_||_', result(), predicate),
        result: result(),
      };
    case 'exists_one':
      return {
        accumulator,
        initial: builder.constant(0),
        condition: builder.constant(true),
        step: builder.call(
          '_?_:_',
          predicate,
          builder.call('_+_', result(), builder.constant(1)),
          result(),
        ),
        result: builder.call('_==_', result(), builder.constant(1)),
      };
    default:
      return quantifier satisfies never;
  }
}

/** Collects by `step`, for the items that pass the filter. */
export function collectingFold(
  builder: MacroBuilder,
  initial: Expr,
  step: Expr,
  filter?: Expr,
): Fold {
  const result = () => builder.identifier(builder.accumulator);
  return {
    accumulator: builder.accumulator,
    initial,
    condition: builder.constant(true),
    step: filter ? builder.call('_?_:_', filter, step, result()) : step,
    result: result(),
  };
}
