import type { Overload } from '../library/library';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { hasParameter, mapTypeParameters, sameType } from '../types/typeShape';
import type { IndexedFunction, IndexedOverload } from './declarationIndex';
import type { TypeUnifier } from './typeUnifier';

/** The overloads that fit a call's arguments; the type is `dyn` when they answer different ones. */
export interface Resolution {
  readonly overloads: readonly Overload[];
  readonly type: CelType;
}

/** Which overloads of a function fit; undefined if none does. */
export function resolveOverloads(
  unifier: TypeUnifier,
  { overloads }: IndexedFunction,
  argumentTypes: readonly CelType[],
  receiver: boolean,
): Resolution | undefined {
  const fitting: IndexedOverload[] = [];
  const ground = !argumentTypes.some(hasParameter);
  let type: CelType | undefined;
  for (const indexed of overloads) {
    const { overload } = indexed;
    if (
      overload.receiver !== receiver ||
      overload.parameters.length !== argumentTypes.length ||
      differsPlainly(overload.parameters, argumentTypes)
    ) {
      continue;
    }
    const resultType = ground
      ? unifier.resultOf(overload.result, argumentTypes, overload.parameters)
      : resultOfNew(unifier, indexed, argumentTypes);
    if (resultType === undefined) {
      continue;
    }
    fitting.push(indexed);
    if (type === undefined) {
      type = resultType;
    } else if (
      type.kind !== 'dyn' &&
      ((ground && hasParameter(type)) || !sameType(resultType, type))
    ) {
      type = types.dyn;
    }
  }
  if (ground && type && hasParameter(type)) {
    // The one that fits answers a type that is not known yet: from here on it is this call's own.
    type = resultOfNew(unifier, fitting[0], argumentTypes);
  }
  return type && { overloads: fitting.map(({ overload }) => overload), type };
}

/** Kinds that fit no other one of these. */
const plainKinds: ReadonlySet<CelType['kind']> = new Set([
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'list',
  'map',
]);

/** Whether an argument is of another plain kind than its parameter, which is told sooner than whether all of them fit. */
function differsPlainly(
  parameters: readonly CelType[],
  argumentTypes: readonly CelType[],
): boolean {
  for (let place = 0; place < parameters.length; place++) {
    const expected = parameters[place].kind;
    const { kind } = argumentTypes[place];
    if (kind !== expected && plainKinds.has(kind) && plainKinds.has(expected)) {
      return true;
    }
  }
  return false;
}

/** The type that an overload answers, with parameters of this call only; undefined when it does not fit. */
function resultOfNew(
  unifier: TypeUnifier,
  indexed: IndexedOverload,
  argumentTypes: readonly CelType[],
): CelType | undefined {
  const { parameters, result } = instantiate(unifier, indexed);
  return unifier.areAssignable(argumentTypes, parameters)
    ? unifier.resolve(result)
    : undefined;
}

/** The overload's types with parameters of this call only. */
function instantiate(
  unifier: TypeUnifier,
  { overload, parameterNames }: IndexedOverload,
): Pick<Overload, 'parameters' | 'result'> {
  if (parameterNames.length === 0) {
    return overload;
  }
  const fresh = new Map(
    parameterNames.map(name => [name, unifier.freshParameter()]),
  );
  const replace = (type: CelType): CelType =>
    type.kind === 'parameter'
      ? fresh.get(type.name) ?? type
      : mapTypeParameters(type, replace);
  return {
    parameters: overload.parameters.map(replace),
    result: replace(overload.result),
  };
}
