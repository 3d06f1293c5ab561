import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { valuesEqual } from './equals';
import { CelObjectValue } from './runtimeValue';
import type { RuntimeValue } from './runtimeValue';

/** A value of a declared type that an expression made: `Object.spec{replicas: 1}`. Fields that were not set are absent. @public */
export class CelStruct extends CelObjectValue {
  readonly celType: CelType;

  constructor(readonly typeName: string, readonly fields: StructFields) {
    super();
    this.celType = types.object(typeName);
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof CelStruct &&
      other.typeName === this.typeName &&
      fieldsEqual(this.fields, other.fields)
    );
  }
}

/** The fields that an expression gave to a value of a type. */
export type StructFields = ReadonlyMap<string, RuntimeValue>;

/** Whether the same fields have the same values. */
export function fieldsEqual(left: StructFields, right: StructFields): boolean {
  return (
    left.size === right.size &&
    [...left].every(([name, value]) => {
      const other = right.get(name);
      return other !== undefined && valuesEqual(value, other);
    })
  );
}
