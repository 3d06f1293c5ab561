import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelObjectValue } from './runtimeValue';

/** A type as a value. Compared by name, as at run time `list(int)` and `list(string)` are both `list`. @public */
export class CelTypeValue extends CelObjectValue {
  readonly celType = types.type();

  constructor(readonly name: string, readonly type: CelType) {
    super();
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof CelTypeValue && other.name === this.name;
  }
}
