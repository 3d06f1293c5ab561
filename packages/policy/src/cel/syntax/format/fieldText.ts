import { keywordOf } from '../lexer/token';

/** A field's name as it is written: in backquotes when it is no name, or a keyword. */
export function fieldText(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && keywordOf(name) === undefined
    ? name
    : `\`${name}\``;
}
