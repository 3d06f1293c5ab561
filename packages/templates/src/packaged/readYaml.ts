import { parseDocument } from 'yaml';
import { isJsonObject, JsonObject } from '../json';

/** One YAML or JSON mapping without aliases, or why the text is none. */
export function readYaml(
  text: string,
):
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly message: string } {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) {
    return { ok: false, message: document.errors[0].message };
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 0 }) ?? {};
    return isJsonObject(value)
      ? { ok: true, value }
      : { ok: false, message: 'It is no mapping.' };
  } catch {
    return {
      ok: false,
      message: 'It has aliases. Write each value out where it is used.',
    };
  }
}
