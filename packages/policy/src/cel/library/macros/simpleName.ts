import type { Expr } from '../../syntax/expression';
import type { MacroBuilder } from '../library';

/** A variable that a macro declares, or why the argument is none. */
export type VariableName =
  | { readonly name: string }
  | { readonly issue: string; readonly at: Expr };

/** The name that an argument of a macro declares; it hides neither the accumulator nor is it dotted. */
export function variableName(
  builder: MacroBuilder,
  argument: Expr,
): VariableName {
  if (argument.kind !== 'identifier' || argument.name.startsWith('.')) {
    return { issue: 'argument must be a simple name', at: argument };
  }
  return argument.name === builder.accumulator || argument.name === '__result__'
    ? {
        issue: 'iteration variable overwrites accumulator variable',
        at: argument,
      }
    : { name: argument.name };
}
