import type { JsonPath } from '../path';
import type { TextPosition } from '../problem';
import { readDocument } from './readDocument';

/** Where a value stands in a text that is a YAML document itself, such as an annotation; nothing when it is none. */
export function placeInText(
  text: string,
  path: JsonPath,
): TextPosition | undefined {
  const read = readDocument(text);
  if (!read.ok) {
    return undefined;
  }
  const { line, column } = read.document.place({
    severity: 'error',
    code: 'invalid-annotation',
    path,
    message: '',
  });
  return { line, column };
}
