import type { Expr } from '../../syntax/expression';
import type { MacroBuilder } from '../library';

/** The loop variable of a comprehension that does not loop. */
const unusedVariable = '#unused';

/** `body` with a variable: a comprehension over nothing, whose accumulator the variable is, as cel-go writes it. */
export function withLocalVariable(
  builder: MacroBuilder,
  name: string,
  value: Expr,
  body: Expr,
): Expr {
  return builder.comprehension({
    range: builder.list(),
    iterationVariable: unusedVariable,
    accumulator: name,
    initial: value,
    condition: builder.constant(false),
    step: builder.identifier(name),
    result: body,
  });
}
