import { isFields } from '@mandate/plugin-mandate-node';
import { parseAllDocuments } from 'yaml';

/** The objects that a program wrote as YAML, lists taken apart; or why they are none. */
export function readRendered(
  output: string,
):
  | { readonly ok: true; readonly objects: readonly unknown[] }
  | { readonly ok: false; readonly message: string } {
  const documents = parseAllDocuments(output, { prettyErrors: false });
  const objects: unknown[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    if (error) {
      return { ok: false, message: `It renders no YAML: ${error.message}` };
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: 0 });
      objects.push(...itemsOf(value));
    } catch {
      return {
        ok: false,
        message: 'It renders YAML with aliases. Write each value out.',
      };
    }
  }
  return { ok: true, objects };
}

function itemsOf(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) {
    return [];
  }
  return isFields(value) && value.kind === 'List' && Array.isArray(value.items)
    ? value.items
    : [value];
}
