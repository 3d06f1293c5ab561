import type {
  CheckedExpression,
  Reference,
} from '../../cel/check/checkedExpression';
import type { Overload } from '../../cel/library/library';
import type {
  CallExpr,
  Expr,
  SelectExpr,
  StructExpr,
} from '../../cel/syntax/expression';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import { CelError, isError } from '../../cel/values/runtimeValue';
import type { Evaluated } from '../../cel/values/runtimeValue';
import type { AdmissionBindings } from '../evaluate/requestValues';
import { variablesType } from './admissionTypes';
import { mapChildren } from './mapChildren';
import { constructPatchValue } from './patchValue';
import { VariableScope } from './variableScope';

/** A lowered expression, and the variables that it may read. */
export interface LoweredExpression {
  readonly lowered: CheckedExpression;
  readonly readsVariables: ReadonlySet<string>;
}

/**
 * Makes calls of what the engine knows nothing of: `variables.x`, which evaluates the variable when it is read, and
 * `Object.spec{…}`, which keeps the name of its type.
 */
export function lowerExpression(
  checked: CheckedExpression,
  variables: ReadonlyMap<string, number>,
): LoweredExpression {
  const readsVariables = new Set<string>();
  const references = new Map(checked.references);
  const call = (
    { id, start, end }: Expr,
    name: string,
    args: readonly Expr[],
    overload: Overload,
  ): CallExpr => {
    const reference: Reference = { kind: 'function', overloads: [overload] };
    references.set(id, reference);
    return { kind: 'call', id, start, end, function: name, arguments: args };
  };
  const lowerVariable = (expr: SelectExpr): Expr => {
    const index = variables.get(expr.field) ?? -1;
    readsVariables.add(expr.field);
    const result = checked.types.get(expr.id) ?? types.dyn;
    return call(
      expr,
      '@variable',
      [expr.operand],
      expr.testOnly ? presenceOverload(index) : variableOverload(index, result),
    );
  };
  const lowerStruct = (expr: StructExpr): Expr =>
    call(
      expr,
      '@struct',
      expr.fields.map(({ value }) => value),
      structOverload(expr),
    );
  const lower = (expr: Expr): Expr => {
    if (isVariable(expr, checked.types)) {
      return lowerVariable(expr);
    }
    const lowered = mapChildren(expr, lower);
    return lowered.kind === 'struct' ? lowerStruct(lowered) : lowered;
  };
  const expr = lower(checked.expr);
  return { lowered: { ...checked, expr, references }, readsVariables };
}

function isVariable(
  expr: Expr,
  typesById: ReadonlyMap<number, CelType>,
): expr is SelectExpr {
  if (expr.kind !== 'select' || expr.operand.kind !== 'identifier') {
    return false;
  }
  const type = typesById.get(expr.operand.id);
  return type?.kind === 'object' && type.name === variablesType;
}

function variableOverload(index: number, result: CelType): Overload {
  return {
    id: 'admission_variable',
    receiver: false,
    parameters: [types.object(variablesType)],
    result,
    takesVariables: true,
    evaluate: (bindings: AdmissionBindings) => readVariable(bindings, index),
  };
}

/** `has(variables.x)` is an error where the variable is one: to say whether it is there, the API server evaluates it. */
function presenceOverload(index: number): Overload {
  return {
    id: 'admission_has_variable',
    receiver: false,
    parameters: [types.object(variablesType)],
    result: types.bool,
    takesVariables: true,
    evaluate: (bindings: AdmissionBindings) => {
      const value = readVariable(bindings, index);
      return isError(value) ? value : true;
    },
  };
}

function readVariable(
  { variables }: AdmissionBindings,
  index: number,
): Evaluated {
  return variables instanceof VariableScope
    ? variables.read(index)
    : new CelError('no such attribute(s): variables');
}

/** What cel-go charges for making a struct. */
const structCost = 40;

function structOverload({ typeName, fields }: StructExpr): Overload {
  return {
    id: 'admission_struct',
    receiver: false,
    parameters: fields.map(() => types.dyn),
    result: types.object(typeName),
    evaluate: (...values: Evaluated[]) =>
      constructPatchValue(typeName, fields, values),
    cost: () => structCost,
  };
}
