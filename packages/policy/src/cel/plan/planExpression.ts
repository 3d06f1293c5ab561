import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { ParsedExpression } from '../syntax/expression';
import { types } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { fieldOfAllObjects } from './access/ownFields';
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
/** The same without observation, unless it is asked for. @public */
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
  // The steps below are needed no more, so nothing refers to them.
  const { evaluate, cost } = planNode(context, expression.expr);
  const { slotCount } = context;
  const type = 'type' in expression ? expression.type : types.dyn;
  if (!observe) {
    return {
      type,
      run: (variables, costLimit = environment.options.costLimit) => {
        const frame = new Frame(variables, costLimit - cost, slotCount, false);
        const value = evaluateWithin(evaluate, frame);
        return outcome(frame, value, costLimit);
      },
    };
  }
  return {
    type,
    run: (
      variables,
      costLimit = environment.options.costLimit,
    ): ObservedResult => {
      const frame = new Frame(variables, costLimit - cost, slotCount, true);
      const value = evaluateWithin(evaluate, frame);
      return {
        ...outcome(frame, value, costLimit),
        observed: frame.observed ?? nothingObserved,
        deciding: frame.deciding ?? nothingDeciding,
      };
    },
  };
}

function outcome(
  { remaining }: Frame,
  value: Evaluated,
  costLimit: number,
): RunResult {
  return {
    value: remaining < 0 ? costExceeded : value,
    cost: costLimit - remaining,
  };
}

function evaluateWithin(
  evaluate: (frame: Frame) => Evaluated,
  frame: Frame,
): Evaluated {
  const ofAll = fieldOfAllObjects();
  if (ofAll !== undefined) {
    return new CelError(
      `Nothing can be evaluated: every object inherits the field ${ofAll}, which was added to Object.prototype`,
    );
  }
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
