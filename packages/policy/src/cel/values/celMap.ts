import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { valuesEqual } from './equals';
import { mapKey } from './mapKey';
import { CelObjectValue } from './runtimeValue';
import type { RuntimeValue } from './runtimeValue';

const mapOfAnything = types.map(types.dyn, types.dyn);

/**
 * A map built by an expression, or given as a JavaScript `Map`: keys are bool, int, uint or string. Keys that are equal numbers
 * (1, 1u, 1.0) are one key, as `mapKey` has it.
 *
 * @public
 */
export class CelMap extends CelObjectValue {
  constructor(
    /** By `mapKey(key)`; the key itself is kept for iteration. */
    readonly entries: ReadonlyMap<
      MapKey,
      { readonly key: RuntimeValue; readonly value: unknown }
    >,
  ) {
    super();
  }

  get celType(): CelType {
    return mapOfAnything;
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof CelMap && valuesEqual(this, other);
  }

  /** The value under a key as it is stored (pass it through `fromNative`), or undefined. */
  get(key: RuntimeValue): unknown {
    const normal = mapKey(key);
    return normal === undefined ? undefined : this.entries.get(normal)?.value;
  }
}

/** What a key is stored under. @public */
export type MapKey = string | boolean | number | bigint;
