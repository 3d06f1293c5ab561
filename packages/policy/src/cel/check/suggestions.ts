import { nearestName } from '../nearestName';
import type { Expr } from '../syntax/expression';
import type { CelType } from '../types/celType';
import type { TypeProvider } from '../types/typeProvider';
import type { DeclarationIndex } from './declarationIndex';
import type { Scope } from './scope';

/**
 * What could have been meant by a name that is not declared. Looking for it takes longer than checking, so only the first
 * names of an expression get a suggestion; the same name asked for again costs nothing.
 */
export class Suggestions {
  private remaining = 16;
  private readonly known = new Map<string, string>();

  constructor(private readonly declared: Declared) {}

  /** "did you mean …" for a variable; a field of one if only that fits. Empty when nothing is near. */
  forVariable(name: string): string {
    return this.once(`variable ${name}`, () => {
      const { index, types, scope } = this.declared;
      const near =
        nearestName(name, [...scope.names(), ...index.variableNames]) ??
        fieldNamed(name, index, types);
      if (near !== undefined) {
        return didYouMean(near);
      }
      return listed('; there are ', index.variableNames);
    });
  }

  /** "did you mean `spec.replicas`?" for a field that an operand's type has not. */
  forField(
    field: string,
    operand: Expr,
    fieldNames: readonly string[],
  ): string {
    const path = pathOf(operand);
    return this.once(`field ${path} ${field}`, () => {
      const near = nearestName(field, fieldNames);
      if (near === undefined) {
        return listed('; it has ', fieldNames);
      }
      return didYouMean(path === undefined ? near : `${path}.${near}`);
    });
  }

  /** The same for a field in braces. */
  forFieldOfType(field: string, fieldNames: readonly string[]): string {
    return this.once(`field of type ${field}`, () => {
      const near = nearestName(field, fieldNames);
      return near === undefined
        ? listed('; it has ', fieldNames)
        : didYouMean(near);
    });
  }

  /** "did you mean `size()`?" for a function. */
  forFunction(name: string): string {
    return this.once(`function ${name}`, () => {
      const near = nearestName(
        name,
        this.declared.index.functionNames.filter(isWritten),
      );
      return near === undefined ? '' : didYouMean(`${near}()`);
    });
  }

  private once(question: string, answer: () => string): string {
    const known = this.known.get(question);
    if (known !== undefined) {
      return known;
    }
    if (this.remaining === 0) {
      return '';
    }
    this.remaining -= 1;
    const found = answer();
    this.known.set(question, found);
    return found;
  }
}

interface Declared {
  readonly index: DeclarationIndex;
  readonly types: TypeProvider;
  readonly scope: Scope;
}

/** `a.b.c` of a chain of selections, or undefined. */
export function pathOf(expr: Expr): string | undefined {
  if (expr.kind === 'identifier') {
    return expr.name;
  }
  if (expr.kind !== 'select' || expr.testOnly) {
    return undefined;
  }
  const operand = pathOf(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
}

/** A field of exactly that name in a variable's type, as `spec.replicas`; two levels down at most. */
function fieldNamed(
  name: string,
  index: DeclarationIndex,
  provider: TypeProvider,
): string | undefined {
  const search = (
    type: CelType | undefined,
    path: string,
    depth: number,
  ): string | undefined => {
    const declaration =
      type?.kind === 'object' ? provider.findType(type.name) : undefined;
    if (!declaration) {
      return undefined;
    }
    const names = declaration.fieldNames();
    if (names.includes(name)) {
      return `${path}.${name}`;
    }
    if (depth === 0) {
      return undefined;
    }
    for (const field of names) {
      const found = search(
        declaration.field(field)?.type,
        `${path}.${field}`,
        depth - 1,
      );
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  };
  for (const variable of index.variableNames) {
    const found = search(index.findVariable(variable)?.type, variable, 1);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function didYouMean(name: string): string {
  return `; did you mean \`${name}\`?`;
}

function listed(before: string, names: readonly string[]): string {
  return names.length === 0 || names.length > 12
    ? ''
    : `${before}${names.map(name => `\`${name}\``).join(', ')}`;
}

/** Whether a function is called by its name; operators are not. */
function isWritten(name: string): boolean {
  return /^[A-Za-z]/.test(name);
}
