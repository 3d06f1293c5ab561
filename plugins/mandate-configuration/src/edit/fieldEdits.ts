import type {
  ConfigurationEditInput,
  ConfigurationLevelName,
} from '@mandate/plugin-mandate-common';

/** A secret by its name, never by its value. */
export interface SecretReference {
  readonly secretRef: { readonly name: string; readonly key: string };
}

/** What a field can be filled in with. */
export type FieldValue = string | number | boolean | SecretReference;

/** What is done to a value in the file of a level. */
export type FieldEdit =
  | {
      readonly type: 'set';
      readonly path: readonly string[];
      readonly value: FieldValue;
    }
  /** What the levels above say holds again. */
  | { readonly type: 'unset'; readonly path: readonly string[] };

/** What was filled in, by path; a value that is not in it stays as it is. */
export type Filled = ReadonlyMap<string, FieldEdit>;

/** The key of a path in {@link Filled}, and in the values of a configuration. */
export function fieldKey(path: readonly string[]): string {
  return path.join('.');
}

/** What was filled in as an edit of a level; nothing when that is nothing. A reference that is half filled in waits. */
export function formEdit(
  level: ConfigurationLevelName,
  filled: Filled,
): ConfigurationEditInput | undefined {
  const edits = [...filled.values()].filter(
    edit => edit.type === 'unset' || isWhole(edit.value),
  );
  return edits.length === 0
    ? undefined
    : {
        level,
        set: edits.flatMap(edit =>
          edit.type === 'set'
            ? [{ path: [...edit.path], value: jsonOf(edit.value) }]
            : [],
        ),
        unset: edits.flatMap(edit =>
          edit.type === 'unset' ? [[...edit.path]] : [],
        ),
      };
}

function isWhole(value: FieldValue): boolean {
  return (
    typeof value !== 'object' ||
    (value.secretRef.name !== '' && value.secretRef.key !== '')
  );
}

function jsonOf(value: FieldValue) {
  return typeof value === 'object'
    ? { secretRef: { ...value.secretRef } }
    : value;
}
