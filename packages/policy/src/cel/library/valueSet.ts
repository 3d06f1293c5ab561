import { valuesEqual } from '../values/equals';
import type { WorkMeter } from '../values/equals';
import { fromNative } from '../values/fromNative';
import { mapKey } from '../values/mapKey';
import type { MapKey } from '../values/celMap';
import { CelError } from '../values/runtimeValue';
import type { RuntimeValue } from '../values/runtimeValue';

/** How many values without a key (lists, maps …) may be compared with each other in one call. */
const maximumComparisons = 1_000_000;

/** Values as a set by CEL's equality: numbers, strings and bools by key, others one by one, within a limit of comparisons. */
export class ValueSet {
  private readonly keys = new Set<MapKey>();
  private readonly others: RuntimeValue[] = [];
  private comparisons = 0;

  constructor(private readonly meter?: WorkMeter) {}

  /** The set of a list's items; the first error among them. */
  static of(list: readonly unknown[], meter?: WorkMeter): ValueSet | CelError {
    const set = new ValueSet(meter);
    for (const item of list) {
      const value = fromNative(item);
      if (value instanceof CelError) {
        return value;
      }
      set.add(value);
    }
    return set;
  }

  add(value: RuntimeValue): void {
    const key = mapKey(value);
    if (key === undefined) {
      this.others.push(value);
    } else {
      this.keys.add(key);
    }
  }

  has(value: RuntimeValue): boolean | CelError {
    const key = mapKey(value);
    if (key !== undefined) {
      return this.keys.has(key);
    }
    this.comparisons += this.others.length;
    return this.comparisons > maximumComparisons
      ? new CelError(
          'too many lists, maps or objects to compare with each other',
        )
      : this.others.some(other => valuesEqual(other, value, this.meter));
  }
}
