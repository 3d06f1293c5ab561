import type { Overload } from '../library/library';
import type { CallExpr, Expr } from '../syntax/expression';
import type { CelType } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { RuntimeValue } from '../values/runtimeValue';
import { dispatchOver } from './dispatch';
import type { Dispatch, KnownArgument } from './dispatch';
import type { Evaluate } from './frame';
import { planMatches } from './planMatches';
import { typeOfNode } from './planContext';
import type { PlanContext, Step } from './planContext';
import { planNode } from './planNode';
import { qualifiedFunction } from './qualifiedFunction';

/** The kinds whose values are just that: `dyn` can be anything, and null checks as a time, an object or an abstract type. */
const neverNull: ReadonlySet<CelType['kind']> = new Set([
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'list',
  'map',
]);

/** Plans a call of a function: its arguments, and the overload that fits them. */
export function planCall(context: PlanContext, call: CallExpr): Step {
  const { overloads, argumentNodes } = resolveCall(context, call);
  const parts = argumentNodes.map(node => planNode(context, node));
  const cost = 1 + parts.reduce((sum, part) => sum + part.cost, 0);
  if (overloads.length === 0) {
    const message = `no such overload: ${call.function}`;
    return { evaluate: () => new CelError(message, call.id), cost };
  }
  const matches = planMatches(call, overloads, parts);
  return {
    evaluate:
      matches ??
      evaluateCall(
        call.id,
        parts.map(({ evaluate }) => evaluate),
        dispatchOver(
          overloads,
          argumentNodes.map((node, place) =>
            knownArgument(context, node, parts[place]),
          ),
        ),
        overloads.some(({ nonStrict }) => nonStrict),
      ),
    cost,
    parts,
  };
}

/** What is known of an argument: its type when the checker has found it, and whether it is constant. */
export function knownArgument(
  context: PlanContext,
  node: Expr,
  { constant }: Step,
): KnownArgument {
  const { kind } = typeOfNode(context, node.id);
  return {
    isTyped: context.isChecked && neverNull.has(kind),
    isConstant: constant !== undefined,
  };
}

/** The overloads a call may mean: those the checker found, else all of its name and number of arguments. */
export function resolveCall(
  context: PlanContext,
  call: CallExpr,
): {
  readonly overloads: readonly Overload[];
  readonly argumentNodes: readonly Expr[];
} {
  const reference = context.references.get(call.id);
  if (reference?.kind === 'function') {
    return {
      overloads: reference.overloads,
      argumentNodes: allArguments(call),
    };
  }
  const qualified = qualifiedFunction(context, call);
  const argumentNodes =
    qualified === undefined ? allArguments(call) : call.arguments;
  const receiver = qualified === undefined && call.target !== undefined;
  const declared = context.index.findFunction(qualified ?? call.function);
  return {
    overloads: (declared?.overloads ?? [])
      .map(({ overload }) => overload)
      .filter(
        overload =>
          overload.receiver === receiver &&
          overload.parameters.length === argumentNodes.length,
      ),
    argumentNodes,
  };
}

function allArguments({ target, arguments: rest }: CallExpr): readonly Expr[] {
  return target === undefined ? rest : [target, ...rest];
}

function evaluateCall(
  id: number,
  parts: readonly Evaluate[],
  dispatch: Dispatch,
  takesErrors: boolean,
): Evaluate {
  return frame => {
    const args = new Array<RuntimeValue>(parts.length);
    for (let place = 0; place < parts.length; place++) {
      const argument = parts[place](frame);
      if (argument instanceof CelError && !takesErrors) {
        return argument;
      }
      // safety: only functions that take errors get them
      args[place] = argument as RuntimeValue;
    }
    const result = dispatch(frame, args);
    return result instanceof CelError ? result.at(id) : result;
  };
}
