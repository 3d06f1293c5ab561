import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import { codePointCount } from '../../values/utf8';
import { codePointIndex, unitOffset } from './codePoints';

/**
 * How `indexOf` finds nothing: at the place where it searches, which version 5 of the library clamps to the text and earlier
 * ones give back unseen.
 */
export interface EmptySearch {
  readonly clamped: boolean;
}

/** The index of the first occurrence from an index on, or -1. */
export function indexOf(
  text: string,
  part: string,
  from: CelInt,
  empty: EmptySearch,
): CelInt | CelError {
  if (part === '' && (!empty.clamped || from >= 0)) {
    return foundNothing(text, from, empty);
  }
  if (from < 0) {
    return outOfRange(from);
  }
  const offset = unitOffset(text, from);
  return offset === undefined
    ? -1
    : codePointIndex(text, text.indexOf(part, offset));
}

/** The index of the last occurrence. */
export function lastIndexOf(text: string, part: string): number {
  return codePointIndex(text, text.lastIndexOf(part));
}

/** The index of the last occurrence that begins at an index or before, or -1. */
export function lastIndexOfFrom(
  text: string,
  part: string,
  from: CelInt,
  empty: EmptySearch,
): CelInt | CelError {
  if (part === '' && (!empty.clamped || from >= 0)) {
    return foundNothing(text, from, empty);
  }
  if (from < 0) {
    return outOfRange(from);
  }
  const offset = unitOffset(text, from);
  return offset === undefined || offset >= text.length
    ? -1
    : codePointIndex(text, text.lastIndexOf(part, offset));
}

/** What cel-go says of an index outside a text. */
export function outOfRange(index: CelInt): CelError {
  return new CelError(`index out of range: ${index}`);
}

function foundNothing(text: string, from: CelInt, empty: EmptySearch): CelInt {
  const length = codePointCount(text);
  return empty.clamped && from > length ? length : from;
}
