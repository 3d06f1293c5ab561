import type { CheckContext } from './checkContext';

/** What is not declared, and how people call it. */
type Undeclared = 'function' | 'variable' | 'type';

/** That a name is not declared: cel-go's sentence, or a plain one where the environment asks for it. */
export function undeclaredWords(
  { environment }: CheckContext,
  what: Undeclared,
  name: string,
): string {
  return environment.options.plainWords
    ? `There is no ${what} \`${name}\` here`
    : `undeclared reference to '${name}' (in container '${environment.container}')`;
}

/** That an object type has no field of a name. */
export function undefinedFieldWords(
  { environment }: CheckContext,
  field: string,
): string {
  return environment.options.plainWords
    ? `There is no field \`${field}\` here`
    : `undefined field '${field}'`;
}
