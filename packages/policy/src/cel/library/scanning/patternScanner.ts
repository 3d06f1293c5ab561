import { readPattern } from './readPattern';
import type { PatternItem } from './readPattern';
import { emptySet, isDisjoint, unionOf } from './unitSet';
import type { UnitSet } from './unitSet';

/** Whether a text matches, by one pass over it. */
export type PatternScanner = (text: string) => boolean;

/**
 * A scanner for a pattern that leaves no choice: anchored at the start, a sequence of characters and classes with repetitions,
 * and of groups that may be missing, where what may follow a repetition never begins with what is repeated. Taking as much as
 * possible is right then, so that the answer is the one of RE2. Undefined for all other patterns.
 */
export function patternScanner(pattern: string): PatternScanner | undefined {
  const read = readPattern(pattern);
  if (read === undefined) {
    return undefined;
  }
  const { isAnchoredAtEnd } = read;
  const items = isAnchoredAtEnd ? read.items : leastOf(read.items);
  if (!leavesNoChoice(items, isAnchoredAtEnd ? emptySet : undefined)) {
    return undefined;
  }
  return text => {
    const end = scan(items, text, 0);
    return isAnchoredAtEnd ? end === text.length : end >= 0;
  };
}

/** Where anything may follow, what comes last need not be longer than it must. */
function leastOf(items: readonly PatternItem[]): readonly PatternItem[] {
  const last = items.at(-1);
  if (last === undefined) {
    return items;
  }
  const before = items.slice(0, -1);
  return last.kind === 'group' || last.least === 0
    ? leastOf(before)
    : [...before, { ...last, most: last.least }];
}

/** `following`: what the text may go on with after the items; undefined: with anything. */
function leavesNoChoice(
  items: readonly PatternItem[],
  following: UnitSet | undefined,
): boolean {
  let after = following;
  for (const item of items.toReversed()) {
    if (item.kind === 'units') {
      const { set, least, most } = item;
      if (least !== most && (after === undefined || !isDisjoint(set, after))) {
        return false;
      }
      after = least === 0 && after !== undefined ? unionOf(set, after) : set;
    } else if (
      after === undefined ||
      !isDisjoint(item.first, after) ||
      !leavesNoChoice(item.items, after)
    ) {
      return false;
    } else {
      after = unionOf(item.first, after);
    }
  }
  return true;
}

/** Where the items end that begin at a place, -1 when they are not there. */
function scan(
  items: readonly PatternItem[],
  text: string,
  start: number,
): number {
  let place = start;
  for (const item of items) {
    if (item.kind === 'units') {
      const { set, least, most } = item;
      const furthest = Math.min(text.length, place + most);
      const begin = place;
      while (place < furthest && includes(set, text.charCodeAt(place))) {
        place += 1;
      }
      if (place - begin < least) {
        return -1;
      }
    } else if (
      place < text.length &&
      includes(item.first, text.charCodeAt(place))
    ) {
      place = scan(item.items, text, place);
      if (place < 0) {
        return -1;
      }
    }
  }
  return place;
}

function includes({ ascii, others }: UnitSet, unit: number): boolean {
  return unit < 128 ? ascii[unit] === 1 : others;
}
