import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { ParsedExpression } from '../syntax/expression';
import { types } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { costExceeded, Frame } from './frame';
import { createContext } from './planContext';
import { planNode } from './planNode';
import type {
  DecidingElement,
  ObservedProgram,
  ObservedResult,
  Program,
  RunResult,
} from './program';

export type { ObservedProgram, ObservedResult } from './program';

const nothingObserved: ReadonlyMap<number, Evaluated> = new Map();
const nothingDeciding: ReadonlyMap<number, DecidingElement> = new Map();

/**
 * Plans an expression: closures over a frame, with constants worked out and names, overloads and loops resolved. A checked
 * expression reads the variables as their declared types say, and runs faster; one that is only parsed dispatches by values.
 *
 * @public
 */
export function planExpression(
  expression: CheckedExpression | ParsedExpression,
  environment: CelEnvironment,
  options: { readonly observe: true },
): ObservedProgram;
export function planExpression(
  expression: CheckedExpression | ParsedExpression,
  environment: CelEnvironment,
  options?: { readonly observe?: boolean },
): Program;
export function planExpression(
  expression: CheckedExpression | ParsedExpression,
  environment: CelEnvironment,
  { observe = false }: { readonly observe?: boolean } = {},
): Program {
  const context = createContext(expression, environment, observe);
  const root = planNode(context, expression.expr);
  const { slotCount } = context;
  const type = 'type' in expression ? expression.type : types.dyn;
  const run = (
    variables: Readonly<Record<string, unknown>>,
    costLimit: number,
  ) => {
    const frame = new Frame(
      variables,
      costLimit - root.cost,
      slotCount,
      observe,
    );
    const value = evaluateWithin(root.evaluate, frame);
    return { frame, value: frame.remaining < 0 ? costExceeded : value };
  };
  return {
    type,
    run: observe
      ? (
          variables,
          costLimit = environment.options.costLimit,
        ): ObservedResult => {
          const { frame, value } = run(variables, costLimit);
          return {
            value,
            cost: costLimit - frame.remaining,
            observed: frame.observed ?? nothingObserved,
            deciding: frame.deciding ?? nothingDeciding,
          };
        }
      : (variables, costLimit = environment.options.costLimit): RunResult => {
          const { frame, value } = run(variables, costLimit);
          return { value, cost: costLimit - frame.remaining };
        },
  };
}

function evaluateWithin(
  evaluate: (frame: Frame) => Evaluated,
  frame: Frame,
): Evaluated {
  try {
    return evaluate(frame);
  } catch (failure) {
    if (failure === costExceeded) {
      return costExceeded;
    }
    // Data nested so deep that comparing it exhausts the stack, or a getter of the caller's that throws.
    return new CelError(
      `The evaluation broke off: ${
        failure instanceof Error ? failure.message : 'unknown failure'
      }`,
    );
  }
}
