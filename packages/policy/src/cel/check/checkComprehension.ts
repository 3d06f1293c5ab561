import type { ComprehensionExpr, Expr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import type { CheckContext } from './checkContext';
import { noteKnownResult } from './knownValues';
import type { LocalVariable } from './scope';

/** Checks a loop: what it runs over, then its parts with the accumulator and the loop's variables in force. */
export function checkComprehension(
  context: CheckContext,
  expr: ComprehensionExpr,
): Expr {
  const range = context.check(expr.range);
  const initial = context.check(expr.initial);
  const accumulatorType = context.typeOf(initial);
  const accumulator: LocalVariable = {
    type: accumulatorType,
    known:
      initial.kind === 'constant'
        ? undefined
        : context.knownValues.get(initial.id),
  };
  const loopVariables = variablesOf(context, expr, range);
  const [condition, step, result] = context.scope.within(
    new Map([[expr.accumulator, accumulator]]),
    () => {
      const [loopCondition, loopStep] = context.scope.within(
        loopVariables,
        () => {
          const checkedCondition = context.check(expr.condition);
          expectType(context, checkedCondition, types.bool);
          const checkedStep = context.check(expr.step);
          expectType(context, checkedStep, accumulatorType);
          return [checkedCondition, checkedStep];
        },
      );
      return [loopCondition, loopStep, context.check(expr.result)];
    },
  );
  context.setType(expr, context.resolvedTypeOf(result));
  const loop = { ...expr, range, initial, condition, step, result };
  noteKnownResult(context, loop);
  return loop;
}

function variablesOf(
  context: CheckContext,
  expr: ComprehensionExpr,
  range: Expr,
): ReadonlyMap<string, LocalVariable> {
  const { first, second } = itemTypes(
    context,
    range,
    expr.secondVariable !== undefined,
  );
  const item = context.knownValues.get(range.id)?.element;
  if (expr.secondVariable !== undefined) {
    return new Map<string, LocalVariable>([
      [expr.iterationVariable, { type: first }],
      [expr.secondVariable, { type: second, known: item }],
    ]);
  }
  const isList = context.resolvedTypeOf(range).kind === 'list';
  return new Map([
    [expr.iterationVariable, { type: first, known: isList ? item : undefined }],
  ]);
}

/** What the loop's variables hold: item or key; with two variables, index or key, and value. */
function itemTypes(
  context: CheckContext,
  range: Expr,
  withTwo: boolean,
): { readonly first: CelType; readonly second: CelType } {
  const type = context.resolvedTypeOf(range);
  switch (type.kind) {
    case 'list':
      return {
        first: withTwo ? types.int : type.element,
        second: type.element,
      };
    case 'map':
      return { first: type.key, second: type.value };
    case 'dyn':
    case 'parameter':
      context.unifier.isAssignable(types.dyn, type);
      return { first: types.dyn, second: types.dyn };
    case 'error':
      return { first: types.error, second: types.error };
    default:
      context.issues.error(
        range,
        `expression of type '${formatType(
          type,
        )}' cannot be range of a comprehension (must be list, map, or dynamic)`,
      );
      return { first: types.error, second: types.error };
  }
}

function expectType(context: CheckContext, expr: Expr, expected: CelType) {
  const found = context.typeOf(expr);
  if (!context.unifier.isAssignable(expected, found)) {
    context.issues.error(
      expr,
      `expected type '${formatType(
        context.unifier.resolveFully(expected),
      )}' but found '${formatType(context.unifier.resolveFully(found))}'`,
    );
  }
}
