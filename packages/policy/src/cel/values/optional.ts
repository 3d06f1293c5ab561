import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { valuesEqual } from './equals';
import { CelObjectValue } from './runtimeValue';
import type { RuntimeValue } from './runtimeValue';

const optionalOfAnything = types.optional(types.dyn);

/** An optional value, or none. @public */
export class CelOptional extends CelObjectValue {
  static readonly none = new CelOptional(undefined);

  static of(value: RuntimeValue): CelOptional {
    return new CelOptional(value);
  }

  private constructor(readonly value: RuntimeValue | undefined) {
    super();
  }

  get celType(): CelType {
    return optionalOfAnything;
  }

  equalTo(other: CelObjectValue): boolean {
    if (!(other instanceof CelOptional)) {
      return false;
    }
    return this.value === undefined || other.value === undefined
      ? this.value === other.value
      : valuesEqual(this.value, other.value);
  }
}
