import type { Overload } from '../library/library';
import type { CallExpr, Expr } from '../syntax/expression';
import type { CelType } from '../types/celType';
import { CelError } from '../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../values/runtimeValue';
import { dispatchOver } from './dispatch';
import type { Dispatch, KnownArgument } from './dispatch';
import type { Evaluate, Frame } from './frame';
import { planMatches } from './planMatches';
import { planTextTest } from './planTextTest';
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
  const [candidates, known] = candidatesOf(
    context,
    call,
    overloads,
    argumentNodes.map((node, place) =>
      knownArgument(context, node, parts[place]),
    ),
  );
  const cost = 1 + parts.reduce((sum, part) => sum + part.cost, 0);
  if (overloads.length === 0) {
    const message = `no such overload: ${call.function}`;
    return { evaluate: () => new CelError(message, call.id), cost };
  }
  const matches = planMatches(call, overloads, parts);
  return {
    evaluate:
      matches ??
      planTextTest(call, overloads, parts) ??
      callWithVariables(call, overloads) ??
      evaluateCall(
        call.id,
        parts.map(({ evaluate }) => evaluate),
        dispatchOver(candidates, known),
        overloads.some(({ nonStrict }) => nonStrict),
      ),
    cost,
    parts,
    isSound: answersItsType(candidates),
  };
}

/** Whether overloads answer values of one kind that is not that of an argument's items, which nobody has looked at. */
export function answersItsType(overloads: readonly Overload[]): boolean {
  const result = overloads.at(0)?.result;
  return (
    result !== undefined &&
    neverNull.has(result.kind) &&
    overloads.every(
      overload =>
        overload.result.kind === result.kind &&
        overload.parameters.every(
          parameter =>
            parameter.kind !== 'list' || parameter.element.kind !== result.kind,
        ),
    )
  );
}

/** The functions that cel-go runs by their arguments' values, whichever overloads the checker found. */
const runByValues: ReadonlySet<string> = new Set([
  'size',
  '_+_',
  '_-_',
  '_*_',
  '_/_',
  '_%_',
  '-_',
]);

/** The overloads that a run chooses from, and what is known of the arguments for them. */
export function candidatesOf(
  context: PlanContext,
  call: CallExpr,
  overloads: readonly Overload[],
  known: readonly KnownArgument[],
): readonly [readonly Overload[], readonly KnownArgument[]] {
  if (
    !runByValues.has(call.function) ||
    overloads.length === 0 ||
    known.every(({ isTyped }) => isTyped)
  ) {
    return [overloads, known];
  }
  const declared = context.index.findFunction(call.function)?.overloads ?? [];
  return [
    declared
      .map(({ overload }) => overload)
      .filter(
        ({ parameters, receiver }) =>
          parameters.length === known.length &&
          receiver === overloads[0].receiver,
      ),
    known.map(argument => ({ ...argument, isTyped: false })),
  ];
}

/** What is known of an argument: its type when the checker has found it, and whether it is constant. */
export function knownArgument(
  context: PlanContext,
  node: Expr,
  { constant, isSound, isData }: Step,
): KnownArgument {
  const { kind } = typeOfNode(context, node.id);
  const isVouchedFor =
    kind === 'list' || kind === 'map' ? isSound && isData : isSound;
  return {
    isTyped: isVouchedFor === true && context.isChecked && neverNull.has(kind),
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

function callWithVariables(
  { id }: CallExpr,
  [overload]: readonly Overload[],
): Evaluate | undefined {
  if (overload.takesVariables !== true) {
    return undefined;
  }
  // safety: an overload that takes the variables takes nothing else
  const evaluate = overload.evaluate as (
    variables: Frame['variables'],
  ) => Evaluated;
  return frame => {
    const result = evaluate(frame.variables);
    return result instanceof CelError ? result.at(id) : result;
  };
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
