import type {
  CelEnvironment,
  VariableDeclaration,
} from '../library/celEnvironment';
import type { ConstantDeclaration, Overload } from '../library/library';
import type { CelType } from '../types/celType';
import { typeParameters } from '../types/typeShape';

/** An environment's declarations by name, made once for each environment. */
export interface DeclarationIndex {
  /** A function's overloads of every library, those the environment's options leave out excluded. */
  findFunction(name: string): IndexedFunction | undefined;
  findConstant(name: string): ConstantDeclaration | undefined;
  findVariable(name: string): VariableDeclaration | undefined;
  /** A name as it stands in the source → the full names it may mean, best first. */
  candidates(name: string): readonly string[];
  readonly functionNames: readonly string[];
  readonly variableNames: readonly string[];
}

/** A function with its overloads as the checker meets them. */
export interface IndexedFunction {
  readonly name: string;
  readonly overloads: readonly IndexedOverload[];
}

/** An overload, and which type parameters are to be made new for each call. */
export interface IndexedOverload {
  readonly overload: Overload;
  readonly parameterNames: readonly string[];
}

const indices = new WeakMap<CelEnvironment, DeclarationIndex>();

/** The index of an environment. */
export function declarationIndex(
  environment: CelEnvironment,
): DeclarationIndex {
  const known = indices.get(environment);
  if (known) {
    return known;
  }
  const index = buildIndex(environment);
  indices.set(environment, index);
  return index;
}

function buildIndex(environment: CelEnvironment): DeclarationIndex {
  const functions = indexFunctions(environment);
  const constants = new Map(
    environment.libraries
      .flatMap(({ constants: declared = [] }) => declared)
      .map(constant => [constant.name, constant]),
  );
  return {
    findFunction: name => functions.get(name),
    findConstant: name => constants.get(name),
    findVariable: name => environment.variables.get(name),
    candidates: name => candidateNames(environment.container, name),
    functionNames: [...functions.keys()],
    variableNames: [...environment.variables.keys()],
  };
}

function indexFunctions({
  libraries,
  options,
}: CelEnvironment): ReadonlyMap<string, IndexedFunction> {
  const overloads = new Map<string, Map<string, IndexedOverload>>();
  for (const { functions = [] } of libraries) {
    for (const declaration of functions) {
      const ofName = overloads.get(declaration.name) ?? new Map();
      overloads.set(declaration.name, ofName);
      for (const overload of declaration.overloads) {
        if (
          options.mixedNumericComparison ||
          !comparesMixedNumbers(declaration.name, overload)
        ) {
          ofName.set(overload.id, {
            overload,
            parameterNames: parametersIn([
              ...overload.parameters,
              overload.result,
            ]),
          });
        }
      }
    }
  }
  return new Map(
    [...overloads].map(([name, ofName]) => [
      name,
      { name, overloads: [...ofName.values()] },
    ]),
  );
}

const orderings = new Set(['_<_', '_<=_', '_>_', '_>=_']);
const numbers = new Set(['int', 'uint', 'double']);

function comparesMixedNumbers(name: string, { parameters }: Overload): boolean {
  return (
    orderings.has(name) &&
    parameters[0].kind !== parameters[1].kind &&
    parameters.every(({ kind }) => numbers.has(kind))
  );
}

function parametersIn(parts: readonly CelType[]): readonly string[] {
  const names = new Set<string>();
  const visit = (type: CelType) => {
    if (type.kind === 'parameter') {
      names.add(type.name);
    }
    typeParameters(type).forEach(visit);
  };
  parts.forEach(visit);
  return [...names];
}

function candidateNames(container: string, name: string): readonly string[] {
  if (name.startsWith('.')) {
    return [name.slice(1)];
  }
  if (container === '') {
    return [name];
  }
  const parts = container.split('.');
  return [
    ...parts.map((_, index) =>
      [...parts.slice(0, parts.length - index), name].join('.'),
    ),
    name,
  ];
}
