import type { CallExpr, Expr } from '../../syntax/expression';
import type { Macro } from '../library';
import { withLocalVariable } from './localVariable';

/**
 * `cel.bind(name, value, expression)`; and `cel.block([a, b], expression)` with `cel.index(0)`, `cel.iterVar(0, 0)`,
 * `cel.accuVar(0, 0)`, by which optimised expressions are written down: the expression sees the block's items as `@index0`,
 * `@index1`, …
 *
 * @public
 */
export const bindMacros: readonly Macro[] = [
  {
    function: 'bind',
    receiver: true,
    argumentCount: 3,
    expand: (builder, call) => {
      if (!isCelCall(call)) {
        return undefined;
      }
      const [variable, value, body] = call.arguments;
      return variable.kind === 'identifier' && !variable.name.startsWith('.')
        ? withLocalVariable(builder, variable.name, value, body)
        : {
            issue: 'cel.bind() variable names must be simple identifiers',
            at: variable,
          };
    },
    usage: {
      on: { namespace: 'cel' },
      parameters: ['name', 'value', 'expression'],
      description: 'An expression with a name for a value that it uses.',
    },
  },
  {
    function: 'block',
    receiver: true,
    argumentCount: 2,
    expand: (builder, call) => {
      if (!isCelCall(call)) {
        return undefined;
      }
      const [items, body] = call.arguments;
      return items.kind === 'list'
        ? builder.call('cel.@block', items, body)
        : {
            issue: 'cel.block requires the first arg to be a list literal',
            at: items,
          };
    },
  },
  indexedName('index', 1, ([index]) => `@index${index}`),
  indexedName('iterVar', 2, ([depth, index]) => `@it:${depth}:${index}`),
  indexedName('accuVar', 2, ([depth, index]) => `@ac:${depth}:${index}`),
];

/** A macro `cel.name(1, 2)` that stands for a variable no source can name. */
function indexedName(
  name: string,
  argumentCount: number,
  variable: (numbers: readonly number[]) => string,
): Macro {
  return {
    function: name,
    receiver: true,
    argumentCount,
    expand: (builder, call) => {
      if (!isCelCall(call)) {
        return undefined;
      }
      const numbers = call.arguments.flatMap(naturalNumber);
      return numbers.length === argumentCount
        ? builder.identifier(variable(numbers))
        : {
            issue: `cel.${name} requires non-negative int constant arguments`,
            at: call.arguments[0],
          };
    },
  };
}

function isCelCall({ target }: CallExpr): boolean {
  return target?.kind === 'identifier' && target.name === 'cel';
}

function naturalNumber(expr: Expr): readonly number[] {
  return expr.kind === 'constant' &&
    typeof expr.value === 'number' &&
    expr.value >= 0
    ? [expr.value]
    : [];
}
