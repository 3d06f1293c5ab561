import { types } from '../../../types/celType';
import type { CelInt } from '../../../values/intArithmetic';
import { toInt } from '../../../values/numbers';
import { CelObjectValue } from '../../../values/runtimeValue';

/** The type of quantities. */
export const quantityType = types.opaque('kubernetes.Quantity');

const smallest = -(2n ** 63n);
const largest = 2n ** 63n - 1n;

/**
 * A Kubernetes quantity: `unscaled` times ten to the `exponent`. `compact` says that apimachinery holds it in an int64, which only
 * `isInteger` and `asInteger` look at.
 *
 * @public
 */
export class Quantity extends CelObjectValue {
  readonly celType = quantityType;

  constructor(
    readonly unscaled: bigint,
    readonly exponent: number,
    readonly compact: boolean,
  ) {
    super();
  }

  static ofInt(value: CelInt): Quantity {
    return new Quantity(BigInt(value), 0, true);
  }

  equalTo(other: CelObjectValue): boolean {
    return other instanceof Quantity && this.compareTo(other) === 0;
  }

  /** -1, 0 or 1. */
  get sign(): number {
    return compareBigints(this.unscaled, 0n);
  }

  compareTo(other: Quantity): number {
    const exponent = Math.min(this.exponent, other.exponent);
    return compareBigints(
      this.unscaledAt(exponent),
      other.unscaledAt(exponent),
    );
  }

  /** The nearest double, rounded twice as apimachinery does. */
  get approximate(): number {
    return Number(this.unscaled) * Number(`1e${this.exponent}`);
  }

  /** The value as an int, or undefined when it has a fraction's exponent or is beyond int64. */
  get integer(): CelInt | undefined {
    if (!this.compact || this.exponent < 0) {
      return undefined;
    }
    const value = this.unscaledAt(0);
    return isInt64(value) ? toInt(value) : undefined;
  }

  plus(other: Quantity): Quantity {
    if (this.compact && other.compact) {
      const sum = compactSum(this, other);
      if (sum !== undefined) {
        return sum;
      }
    }
    const exponent = Math.min(this.exponent, other.exponent);
    return new Quantity(
      this.unscaledAt(exponent) + other.unscaledAt(exponent),
      exponent,
      false,
    );
  }

  minus(other: Quantity): Quantity {
    return this.plus(
      new Quantity(-other.unscaled, other.exponent, other.compact),
    );
  }

  /** The value in units of ten to a smaller exponent. */
  private unscaledAt(exponent: number): bigint {
    return this.unscaled * 10n ** BigInt(this.exponent - exponent);
  }
}

/** Whether a value is within int64. */
export function isInt64(value: bigint): boolean {
  return value >= smallest && value <= largest;
}

/** Adds in int64; undefined where that overflows. */
function compactSum(left: Quantity, right: Quantity): Quantity | undefined {
  if (right.unscaled === 0n) {
    return left;
  }
  if (left.unscaled === 0n) {
    return right;
  }
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = [left, right].map(
    part => part.unscaled * 10n ** BigInt(part.exponent - exponent),
  );
  const sum = scaled[0] + scaled[1];
  return [...scaled, sum].every(isInt64)
    ? new Quantity(sum, exponent, true)
    : undefined;
}

function compareBigints(left: bigint, right: bigint): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
