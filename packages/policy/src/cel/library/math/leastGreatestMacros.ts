import type { CallExpr, Expr } from '../../syntax/expression';
import { CelDouble, CelUint, isInt } from '../../values/numbers';
import type { Macro, MacroBuilder } from '../library';

/** `math.least(…)` and `math.greatest(…)` of any number of arguments become `math.@min` and `math.@max` of one, two or a list. */
export const leastGreatestMacros: readonly Macro[] = [
  macroFor('least', 'math.@min'),
  macroFor('greatest', 'math.@max'),
];

function macroFor(name: string, target: string): Macro {
  return {
    function: name,
    receiver: true,
    expand(builder, call) {
      return call.target?.kind === 'identifier' && call.target.name === 'math'
        ? expandCall(builder, call, `math.${name}()`, target)
        : undefined;
    },
  };
}

function expandCall(
  builder: MacroBuilder,
  call: CallExpr,
  name: string,
  target: string,
): ReturnType<Macro['expand']> {
  const parameters = call.arguments;
  if (parameters.length === 0) {
    return {
      issue: `${name} requires at least one argument`,
      at: call.target ?? call,
    };
  }
  if (parameters.length === 1) {
    const [only] = parameters;
    return isNumericList(only) || mayBeNumber(only)
      ? builder.call(target, only)
      : { issue: `${name} invalid single argument value`, at: only };
  }
  const wrong = parameters.find(parameter => !mayBeNumber(parameter));
  if (wrong !== undefined) {
    return {
      issue: `${name} simple literal arguments must be numeric`,
      at: wrong,
    };
  }
  return parameters.length === 2
    ? builder.call(target, ...parameters)
    : builder.call(target, builder.list(...parameters));
}

function isNumericList(expr: Expr): boolean {
  return (
    expr.kind === 'list' &&
    expr.elements.length > 0 &&
    expr.elements.every(mayBeNumber)
  );
}

function mayBeNumber(expr: Expr): boolean {
  switch (expr.kind) {
    case 'constant':
      return (
        isInt(expr.value) ||
        expr.value instanceof CelDouble ||
        expr.value instanceof CelUint
      );
    case 'list':
    case 'map':
    case 'struct':
      return false;
    default:
      return true;
  }
}
