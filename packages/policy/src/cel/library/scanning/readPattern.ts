import { complementOf, emptySet, setOf, unionOf } from './unitSet';
import type { UnitSet } from './unitSet';

/** A part of a pattern: units of a set, one after the other, or a group that may be missing. */
export type PatternItem =
  | {
      readonly kind: 'units';
      readonly set: UnitSet;
      readonly least: number;
      readonly most: number;
    }
  | {
      readonly kind: 'group';
      readonly items: readonly PatternItem[];
      /** What its first item begins with. */
      readonly first: UnitSet;
    };

/** A pattern that begins at the text's start. */
export interface ReadPattern {
  readonly items: readonly PatternItem[];
  readonly isAnchoredAtEnd: boolean;
}

/** The parts of a simple pattern; undefined when it has anything else, or anything that is read in more than one way. */
export function readPattern(pattern: string): ReadPattern | undefined {
  if (!pattern.startsWith('^')) {
    return undefined;
  }
  const isAnchoredAtEnd = /(?<!\\)\$$/.test(pattern);
  const body = pattern.slice(1, isAnchoredAtEnd ? -1 : undefined);
  const items = readItems(body);
  return items && { items, isAnchoredAtEnd };
}

/** An optional group without others in it, or a character or class, with its repetition. */
const part =
  /\((?:\?:)?((?:[^()[\]\\?*+]|\\.|\[[^\][\\]+\]|(?<!\()[?*+])+)\)\?(?![?+*{])|(\[\^?[^\][\\^]+\]|\\[^A-Za-z0-9\u0080-\uffff]|\\[dw]|\.|[^\\^$.|?*+()[\]{}\u0080-\uffff])(?:([?*+])|\{(\d{1,3})(,?)(\d{0,3})\})?(?![?+*{])/y;

function readItems(source: string): readonly PatternItem[] | undefined {
  const items: PatternItem[] = [];
  for (let place = 0; place < source.length; ) {
    part.lastIndex = place;
    const found = part.exec(source);
    const item = found === null ? undefined : readItem(found);
    if (found === null || item === undefined) {
      return undefined;
    }
    items.push(item);
    place += found[0].length;
  }
  return items;
}

function readItem([
  ,
  group,
  units = '',
  repetition,
  from,
  comma,
  to = '',
]: RegExpExecArray): PatternItem | undefined {
  if (group !== undefined) {
    const items = readItems(group);
    const [first] = items ?? [];
    return items !== undefined && first?.kind === 'units' && first.least > 0
      ? { kind: 'group', items, first: first.set }
      : undefined;
  }
  const set = readSet(units);
  if (set === undefined) {
    return undefined;
  }
  const [least, most] =
    from === undefined
      ? repeated(repetition)
      : [Number(from), mostOf(from, comma, to)];
  // A character beyond the basic plane is two units, so that those of an open class cannot be counted.
  const isCountable = !set.others || (least <= 1 && most === Infinity);
  return least <= most && isCountable
    ? { kind: 'units', set, least, most }
    : undefined;
}

function repeated(sign: string | undefined): readonly [number, number] {
  switch (sign) {
    case '?':
      return [0, 1];
    case '*':
      return [0, Infinity];
    case '+':
      return [1, Infinity];
    default:
      return [1, 1];
  }
}

function mostOf(from: string, comma: string, to: string): number {
  if (comma === '') {
    return Number(from);
  }
  return to === '' ? Infinity : Number(to);
}

const digits = setOf(unit => unit >= 0x30 && unit <= 0x39);
const word = setOf(unit => /\w/.test(String.fromCharCode(unit)));

function readSet(source: string): UnitSet | undefined {
  switch (source) {
    case '\\d':
      return digits;
    case '\\w':
      return word;
    case '.':
      return complementOf(range(0x0a));
    default:
      return source.startsWith('[')
        ? readClass(source.slice(1, -1))
        : range(source.charCodeAt(source.length - 1));
  }
}

function readClass(source: string): UnitSet | undefined {
  const isNegated = source.startsWith('^');
  let set = emptySet;
  for (let place = isNegated ? 1 : 0; place < source.length; ) {
    const from = source.charCodeAt(place);
    const isRange = source[place + 1] === '-' && place + 2 < source.length;
    const to = isRange ? source.charCodeAt(place + 2) : from;
    if (from > to || to > 127) {
      return undefined;
    }
    set = unionOf(set, range(from, to));
    place += isRange ? 3 : 1;
  }
  return isNegated ? complementOf(set) : set;
}

function range(from: number, to: number = from): UnitSet {
  return setOf(unit => unit >= from && unit <= to);
}
