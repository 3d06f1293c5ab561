import type { SizeEstimate } from '../library/library';
import type { CelType } from '../types/celType';
import { optionalOf } from '../types/typeShape';
import type { ValueBounds } from '../types/typeProvider';

/** How large a value is, and how large what it holds: the items of a list, the keys and values of a map. */
export interface Extent {
  readonly size: SizeEstimate;
  readonly key?: Extent;
  readonly element?: Extent;
}

/** Nothing is known of it. */
export const unknownSize: SizeEstimate = { minimum: 0, maximum: Infinity };
export const unknownExtent: Extent = { size: unknownSize };

/** The extent of a value of exactly one size. */
export function exactExtent(size: number): Extent {
  return { size: exactly(size) };
}

export function exactly(size: number): SizeEstimate {
  return { minimum: size, maximum: size };
}

export function plus(left: SizeEstimate, right: SizeEstimate): SizeEstimate {
  return {
    minimum: left.minimum + right.minimum,
    maximum: left.maximum + right.maximum,
  };
}

/** The product; no times of an unbounded cost cost nothing. */
export function times(left: SizeEstimate, right: SizeEstimate): SizeEstimate {
  return {
    minimum: product(left.minimum, right.minimum),
    maximum: product(left.maximum, right.maximum),
  };
}

/** One or the other. */
export function either(left: SizeEstimate, right: SizeEstimate): SizeEstimate {
  return {
    minimum: Math.min(left.minimum, right.minimum),
    maximum: Math.max(left.maximum, right.maximum),
  };
}

/** The extent of one value or another; what is known of one only is unknown. */
export function eitherExtent(left: Extent, right: Extent): Extent {
  return {
    size: either(left.size, right.size),
    key: left.key && right.key && eitherExtent(left.key, right.key),
    element:
      left.element &&
      right.element &&
      eitherExtent(left.element, right.element),
  };
}

/** The size of a value with all that it holds, which comparing it goes through. */
export function deepSize({ size, key, element }: Extent): SizeEstimate {
  const held = [key, element].flatMap(part => (part ? [deepSize(part)] : []));
  return held.reduce((sum, part) => plus(sum, times(size, part)), size);
}

/** Keys have no declared size; those of JSON objects that people write are no longer. */
const assumedKeySize = 320;

/** The extent of a value of a declared type, as its bounds say; what they do not say is at most of the assumed size. */
export function declaredExtent(
  type: CelType,
  bounds: ValueBounds,
  assumedSize: number = Infinity,
): Extent {
  const inner = optionalOf(type);
  if (inner) {
    return declaredExtent(inner, bounds, assumedSize);
  }
  if (isScalar(type)) {
    return exactExtent(1);
  }
  return {
    size: { minimum: 0, maximum: bounds.maximumSize ?? assumedSize },
    key:
      type.kind === 'map'
        ? declaredExtent(type.key, { maximumSize: assumedKeySize })
        : undefined,
    element:
      type.kind === 'list' || type.kind === 'map'
        ? declaredExtent(
            type.kind === 'list' ? type.element : type.value,
            bounds.element ?? {},
            assumedSize,
          )
        : undefined,
  };
}

function isScalar(type: CelType): boolean {
  switch (type.kind) {
    case 'wrapper':
      return isScalar(type.of);
    case 'null':
    case 'bool':
    case 'int':
    case 'uint':
    case 'double':
    case 'timestamp':
    case 'duration':
    case 'type':
      return true;
    default:
      return false;
  }
}

function product(left: number, right: number): number {
  return left === 0 || right === 0 ? 0 : left * right;
}
