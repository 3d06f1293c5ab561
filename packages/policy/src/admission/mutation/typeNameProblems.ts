import { PatchValue } from '../compile/patchValue';
import { CelMap } from '../../cel/values/celMap';

/**
 * Where a value of `Object.a{…}` stands in another place than under the field `a`, in the API server's words: nothing else
 * checks what such an expression was meant for.
 */
export function typeNameProblems(
  value: unknown,
  path: string,
): readonly string[] {
  if (value instanceof PatchValue) {
    const { typeName, fields } = value;
    return [
      ...(typeName === path
        ? []
        : [
            `unexpected type name "${typeName}", expected "${path}", which matches field name path from root Object type`,
          ]),
      ...[...fields].flatMap(([name, field]) =>
        typeNameProblems(field, `${path}.${name}`),
      ),
    ];
  }
  if (Array.isArray(value)) {
    return value.flatMap(item => typeNameProblems(item, path));
  }
  return value instanceof CelMap
    ? [...value.entries.values()].flatMap(entry =>
        typeNameProblems(entry.value, path),
      )
    : [];
}
