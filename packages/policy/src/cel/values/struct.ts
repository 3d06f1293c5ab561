import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { valuesEqual } from './equals';
import { CelObjectValue } from './runtimeValue';
import type { RuntimeValue } from './runtimeValue';

/** A value of a declared type that an expression made: `Object.spec{replicas: 1}`. Fields that were not set are absent. @public */
export class CelStruct extends CelObjectValue {
  readonly celType: CelType;

  constructor(
    readonly typeName: string,
    readonly fields: ReadonlyMap<string, RuntimeValue>,
  ) {
    super();
    this.celType = types.object(typeName);
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof CelStruct &&
      other.typeName === this.typeName &&
      other.fields.size === this.fields.size &&
      [...this.fields].every(([name, value]) => {
        const otherValue = other.fields.get(name);
        return otherValue !== undefined && valuesEqual(value, otherValue);
      })
    );
  }
}
