import type { TypeProvider } from '../types/typeProvider';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelTypeValue } from '../values/typeValue';
import type { Reference } from './checkedExpression';
import type { DeclarationIndex } from './declarationIndex';
import type { KnownValues } from './knownValues';
import type { Scope } from './scope';

/** What a name turned out to be. */
export interface ResolvedName {
  /** The name to stand in the tree: full, with a leading dot only where a local variable would take it otherwise. */
  readonly name: string;
  readonly type: CelType;
  readonly reference: Reference;
  /** Of a variable's strings or items. */
  readonly known?: KnownValues;
}

interface Names {
  readonly index: DeclarationIndex;
  readonly types: TypeProvider;
  readonly scope: Scope;
}

/** What a simple name means: a local variable first, then what is declared, the container's names before others. */
export function resolveName(
  { index, types: provider, scope }: Names,
  name: string,
): ResolvedName | undefined {
  const local = scope.find(name.replace(/^\./, ''));
  if (local && !name.startsWith('.')) {
    return { ...local, name, reference: { kind: 'variable', name } };
  }
  return resolveDeclared(index, provider, name, local !== undefined);
}

/** What a dotted name means as a whole; its parts may still be a variable and its fields. */
export function resolveQualifiedName(
  { index, types: provider, scope }: Names,
  parts: readonly string[],
): ResolvedName | undefined {
  const [first] = parts;
  const local = scope.find(first.replace(/^\./, ''));
  return local && !first.startsWith('.')
    ? undefined
    : resolveDeclared(index, provider, parts.join('.'), local !== undefined);
}

function resolveDeclared(
  index: DeclarationIndex,
  provider: TypeProvider,
  name: string,
  hiddenByLocal: boolean,
): ResolvedName | undefined {
  for (const candidate of index.candidates(name)) {
    const shown = hiddenByLocal ? `.${candidate}` : candidate;
    const variable = index.findVariable(candidate);
    if (variable) {
      return {
        name: shown,
        type: variable.type,
        known: variable,
        reference: { kind: 'variable', name: candidate },
      };
    }
    const constant = index.findConstant(candidate);
    if (constant) {
      return {
        name: shown,
        type: constant.type,
        reference: {
          kind: 'constant',
          name: candidate,
          value: constant.value,
        },
      };
    }
    if (provider.findType(candidate)) {
      const type = types.object(candidate);
      return {
        name: shown,
        type: types.type(type),
        reference: {
          kind: 'constant',
          name: candidate,
          value: new CelTypeValue(candidate, type),
        },
      };
    }
  }
  return undefined;
}
