import type { InputForm } from '@mandate/plugin-mandate-common';
import { parse } from 'yaml';

/** What somebody filled in, by the name of the argument; data is still text. */
export type InputValues = Readonly<
  Record<string, string | number | boolean | undefined>
>;

/** The arguments of a change, or the names of the fields that have to be mended first. */
export type ChangeInput =
  | { readonly ok: true; readonly input: Record<string, unknown> }
  | { readonly ok: false; readonly missing: readonly string[] };

/** Reads a filled-in form: what is empty is left out, and data is read as YAML. */
export function changeInput(form: InputForm, values: InputValues): ChangeInput {
  const input: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const { name, required, type } of form.fields) {
    const value = values[name];
    if (value === undefined || value === '') {
      if (required) {
        missing.push(name);
      }
      continue;
    }
    if (type !== 'data') {
      input[name] = value;
      continue;
    }
    try {
      input[name] = parse(String(value));
    } catch {
      missing.push(name);
    }
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, input };
}
