import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { CelObjectValue } from './runtimeValue';

/** An instant: whole seconds since 1970-01-01T00:00:00Z, and nanoseconds 0 to 999,999,999 after them. @public */
export class CelTimestamp extends CelObjectValue {
  constructor(
    readonly seconds: number,
    readonly nanoseconds: number,
    /** How many seconds east of UTC it was written, which only its text tells. */
    readonly offset: number = 0,
  ) {
    super();
  }

  get celType(): CelType {
    return types.timestamp;
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof CelTimestamp &&
      other.seconds === this.seconds &&
      other.nanoseconds === this.nanoseconds
    );
  }
}

/** A span of time in nanoseconds, within int64 as in cel-go. @public */
export class CelDuration extends CelObjectValue {
  constructor(readonly nanoseconds: bigint) {
    super();
  }

  get celType(): CelType {
    return types.duration;
  }

  equalTo(other: CelObjectValue): boolean {
    return (
      other instanceof CelDuration && other.nanoseconds === this.nanoseconds
    );
  }
}
