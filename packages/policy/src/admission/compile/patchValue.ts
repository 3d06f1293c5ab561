import type { StructField } from '../../cel/syntax/expression';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import { fromNative } from '../../cel/values/fromNative';
import { CelOptional } from '../../cel/values/optional';
import {
  CelError,
  CelObjectValue,
  isError,
} from '../../cel/values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../cel/values/runtimeValue';
import { fieldsEqual } from '../../cel/values/struct';
import type { StructFields } from '../../cel/values/struct';
import { jsonPatchTypeName } from './patchTypes';

/** A value of `Object…{…}` or `JSONPatch{…}`: its fields, and the name it was written with. */
export class PatchValue extends CelObjectValue {
  readonly celType: CelType;

  constructor(readonly typeName: string, readonly fields: StructFields) {
    super();
    this.celType = types.object(typeName);
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof PatchValue &&
      other.typeName === this.typeName &&
      fieldsEqual(this.fields, other.fields)
    );
  }
}

/** Makes a value of a struct literal whose fields have been evaluated; fields given as `?name` may be left out. */
export function constructPatchValue(
  typeName: string,
  fields: readonly StructField[],
  values: readonly Evaluated[],
): Evaluated {
  const given = new Map<string, RuntimeValue>();
  for (const [index, field] of fields.entries()) {
    const value = fieldValue(field, values[index]);
    if (value instanceof CelError) {
      return value;
    }
    if (value !== undefined) {
      given.set(field.name, value);
    }
  }
  const wrong =
    typeName === jsonPatchTypeName
      ? ['op', 'path', 'from'].find(name => {
          const value = given.get(name);
          return value !== undefined && typeof value !== 'string';
        })
      : undefined;
  return wrong === undefined
    ? new PatchValue(typeName, given)
    : new CelError(`unexpected type for JSONPatchType '${wrong}' field`);
}

function fieldValue(
  { name, optional }: StructField,
  value: Evaluated,
): RuntimeValue | CelError | undefined {
  if (!optional || isError(value)) {
    return value;
  }
  if (!(value instanceof CelOptional)) {
    return new CelError(
      `cannot initialize optional field '${name}' from a value that is not optional`,
    );
  }
  return value.value === undefined ? undefined : fromNative(value.value);
}
