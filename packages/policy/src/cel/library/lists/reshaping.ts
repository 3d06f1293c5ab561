import type { WorkMeter } from '../../values/equals';
import { fromNative } from '../../values/fromNative';
import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import type { RuntimeValue } from '../../values/runtimeValue';
import { ValueSet } from '../valueSet';

const maximumRange = 1_000_000;
/** What a list that is made of others may have. */
const maximumItems = 200_000;
/** Lists deeper than this come from no schema. */
const maximumDepth = 100;

type List = readonly unknown[];

/** The items from `start` to before `end`. */
export function slice(list: List, start: CelInt, end: CelInt): List | CelError {
  const call = `cannot slice(${start}, ${end})`;
  if (start < 0 || end < 0) {
    return new CelError(`${call}, negative indexes not supported`);
  }
  if (start > end) {
    return new CelError(
      `${call}, start index must be less than or equal to end index`,
    );
  }
  return list.length < end
    ? new CelError(`${call}, list is length ${list.length}`)
    : list.slice(Number(start), Number(end));
}

/** The items with lists among them replaced by their items, so many levels deep. */
export function flatten(list: List, depth: CelInt): List | CelError {
  if (depth < 0) {
    return new CelError('level must be non-negative');
  }
  const flat: RuntimeValue[] = [];
  return flattenInto(flat, list, Math.min(Number(depth), maximumDepth)) ?? flat;
}

function flattenInto(
  flat: RuntimeValue[],
  list: List,
  depth: number,
): CelError | undefined {
  for (const item of list) {
    const value = fromNative(item);
    if (value instanceof CelError) {
      return value;
    }
    if (depth > 0 && Array.isArray(value)) {
      const error = flattenInto(flat, value, depth - 1);
      if (error !== undefined) {
        return error;
      }
    } else if (flat.push(value) > maximumItems) {
      return new CelError(
        `flatten: the list would have more than ${maximumItems} items`,
      );
    }
  }
  return undefined;
}

/** The ints from 0 to before `size`. */
export function range(size: CelInt): List | CelError {
  if (size < 0) {
    return new CelError(`lists.range: size must be non-negative, got ${size}`);
  }
  return size > maximumRange
    ? new CelError(
        `lists.range: size ${size} exceeds maximum allowed (${maximumRange})`,
      )
    : Array.from({ length: Number(size) }, (_, index) => index);
}

/** The items in reverse order. */
export function reverse(list: List): List {
  return list.slice().reverse();
}

/** Each item once, where it came first. */
export function distinct(list: List, meter?: WorkMeter): List | CelError {
  const seen = new ValueSet(meter);
  const kept: RuntimeValue[] = [];
  for (const item of list) {
    const value = fromNative(item);
    const known = value instanceof CelError ? value : seen.has(value);
    if (value instanceof CelError || known instanceof CelError) {
      return known instanceof CelError ? known : kept;
    }
    if (!known) {
      seen.add(value);
      kept.push(value);
    }
  }
  return kept;
}
