import { types } from './celType';
import { sameType } from './typeShape';
import type { FieldDeclaration, ObjectTypeDeclaration } from './typeProvider';

/**
 * The fields of any of several objects, as a union has them: a field whose type differs between them is `dyn`, strings that
 * are known of all are known together.
 */
export function unionOfFields(
  objects: readonly ObjectTypeDeclaration[],
): Readonly<Record<string, FieldDeclaration>> {
  const names = new Set(objects.flatMap(object => object.fieldNames()));
  return Object.fromEntries(
    [...names].flatMap(name => {
      const declared = objects.flatMap(object => object.field(name) ?? []);
      return declared.length === 0 ? [] : [[name, unionOf(declared)]];
    }),
  );
}

function unionOf([
  first,
  ...others
]: readonly FieldDeclaration[]): FieldDeclaration {
  return others.reduce(
    (union, field): FieldDeclaration => ({
      ...union,
      type: sameType(union.type, field.type) ? union.type : types.dyn,
      oneOf:
        union.oneOf && field.oneOf
          ? [...new Set([...union.oneOf, ...field.oneOf])]
          : undefined,
      maximumSize:
        union.maximumSize !== undefined && field.maximumSize !== undefined
          ? Math.max(union.maximumSize, field.maximumSize)
          : undefined,
    }),
    first,
  );
}
