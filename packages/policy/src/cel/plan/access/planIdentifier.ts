import type { IdentifierExpr } from '../../syntax/expression';
import { types } from '../../types/celType';
import type { CelType } from '../../types/celType';
import { fromNative } from '../../values/fromNative';
import { CelError } from '../../values/runtimeValue';
import type { RuntimeValue } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import type { Evaluate } from '../frame';
import type { PlanContext, ReadOptions, Step } from '../planContext';
import { isInheritedName } from './ownFields';

/** Plans a name: a local variable, else what the checker found, else what is declared. */
export function planIdentifier(
  context: PlanContext,
  { id, name }: IdentifierExpr,
  options?: ReadOptions,
): Step {
  const local = context.locals.findLast(candidate => candidate.name === name);
  if (local !== undefined) {
    const { evaluate, slot, isSound, isData } = local;
    return { evaluate, slot, cost: 1, isSound, isData };
  }
  return planDeclaredName(context, id, name, options) ?? missing(id, name);
}

/** Plans a name that is declared or given, possibly a dotted one; undefined when it is not declared. */
export function planDeclaredName(
  context: PlanContext,
  id: number,
  name: string,
  options?: ReadOptions,
): Step | undefined {
  const reference = context.references.get(id);
  if (reference?.kind === 'variable') {
    return planVariable(context, id, reference.name, options);
  }
  if (reference?.kind === 'constant') {
    const { value } = reference;
    return constantStep(value);
  }
  for (const candidate of context.index.candidates(name)) {
    if (context.index.findVariable(candidate) !== undefined) {
      return planVariable(context, id, candidate, options);
    }
    const constant = context.index.findConstant(candidate);
    if (constant !== undefined) {
      const { value } = constant;
      return constantStep(value);
    }
  }
  return undefined;
}

function constantStep(value: RuntimeValue): Step {
  return {
    evaluate: () => value,
    cost: 1,
    constant: { value },
    isSound: true,
  };
}

function planVariable(
  context: PlanContext,
  id: number,
  name: string,
  options?: ReadOptions,
): Step {
  const declared: CelType = context.index.findVariable(name)?.type ?? types.dyn;
  const adapt = context.isChecked ? adaptTo(declared, options) : undefined;
  const read = readVariable(id, name);
  return {
    evaluate:
      adapt === undefined
        ? read
        : frame => {
            const value = adapt(read(frame), frame);
            return value instanceof CelError ? value.at(id) : value;
          },
    cost: 1,
    variable:
      hasItsOwnForm(declared) && !isInheritedName(name) ? name : undefined,
    isSound: adapt !== undefined,
    isData: true,
  };
}

/** Whether objects of the caller's are values of a type as they are. */
function hasItsOwnForm({ kind }: CelType): boolean {
  return kind === 'dyn' || kind === 'map' || kind === 'object';
}

function readVariable(id: number, name: string): Evaluate {
  const mayBeInherited = isInheritedName(name);
  return ({ variables }) => {
    const value = variables[name];
    return value === undefined ||
      (mayBeInherited && !Object.hasOwn(variables, name))
      ? unbound(id, name)
      : fromNative(value);
  };
}

function missing(id: number, name: string): Step {
  return { evaluate: () => unbound(id, name), cost: 1 };
}

function unbound(id: number, name: string): CelError {
  return new CelError(`no such attribute(s): ${name}`, id);
}
