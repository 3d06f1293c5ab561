import { RE2JS } from 're2js';
import { RecentlyUsed } from '../recentlyUsed';
import { CelError } from '../values/runtimeValue';
import { patternScanner } from './scanning/patternScanner';
import { withKnownProperties } from './unicodeProperties';

/** How many UTF-16 units a pattern may have. */

export const maximumPatternLength = 2_048;

/** How many instructions a compiled pattern may have: `(a{100}){100}` has 10,000. */
const maximumProgramSize = 10_000;

/** Instructions times characters of a text that may be tested: 0.1 to 20 ns each. */
const maximumTestSteps = 4_000_000;

/** Programs up to this size are fast whatever they match. */
const smallProgramSize = 100;
/** How many matches are found in one text. */
const maximumMatches = 10_000;
/** The same for finding where a match is, which takes up to 90 ns. */
const maximumSearchSteps = 600_000;
/** The same for what is read again after each match. */
const maximumRereadSteps = 400_000;
const tooLarge =
  'the regular expression takes too much work on a text of this size';

/**
 * A compiled regular expression in RE2's syntax, as Go's `regexp` reads it. Its work is bounded: time is linear in the text,
 * and where instructions times characters exceed a limit the answer is an error.
 */
export interface RegularExpression {
  readonly groupCount: number;
  /** How many instructions it has; compiling it took time in proportion. */
  readonly size: number;
  /** Cost units that a text of so many characters takes beyond what cel-go counts: none but for patterns that branch a lot. */
  extraWork(length: number): number;
  /** Whether it matches somewhere in the text. */
  matches(text: string): boolean | CelError;
  /** The first match, or undefined. */
  find(text: string): Match | undefined | CelError;
  /** At most `limit` matches that do not overlap, from the left; all without a limit. */
  findAll(text: string, limit?: number): readonly Match[] | CelError;
}

/** Where a match is, in UTF-16 units, and what its groups caught; group 0 is the match. */

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

const compiledPatterns = new RecentlyUsed<RegularExpression | CelError>(500);

/** What `extraWork` says of matching a text with a pattern. */
export function extraMatchingWork(text: unknown, pattern: unknown): number {
  if (typeof text !== 'string' || typeof pattern !== 'string') {
    return 0;
  }
  const expression = regularExpression(pattern);
  return expression instanceof CelError ? 0 : expression.extraWork(text.length);
}

/** Compiles a pattern, or says why it is none: in Go's words, without the part that Go quotes, since it may be what was read. The last 500 patterns are kept. */

export function regularExpression(
  pattern: string,
): RegularExpression | CelError {
  return compiledPatterns.getOrCreate(pattern, () => compile(pattern));
}

function compile(pattern: string): RegularExpression | CelError {
  if (
    pattern.length > maximumPatternLength ||
    repeatedSize(pattern) > maximumProgramSize * 4
  ) {
    return new CelError(
      `error parsing regexp: expression too large: at most ${maximumPatternLength} characters and ${maximumProgramSize} instructions`,
    );
  }
  const known = withKnownProperties(pattern);
  if ('unknown' in known) {
    return new CelError('error parsing regexp: invalid character class range');
  }
  try {
    const compiled = RE2JS.compile(known.pattern);
    if (compiled.programSize() > maximumProgramSize) {
      return new CelError(
        `error parsing regexp: expression too large: at most ${maximumProgramSize} instructions`,
      );
    }
    return bounded(compiled, pattern);
  } catch (error) {
    return new CelError(withoutPattern(error));
  }
}

function withoutPattern(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/: `[^]*`$/, '');
}

function bounded(compiled: RE2JS, pattern: string): RegularExpression {
  const size = compiled.programSize();
  const looksAhead = mayLookFarAhead(pattern);
  const branchesALot = branches(pattern);
  const test =
    patternScanner(pattern) ?? ((text: string) => compiled.test(text));
  const findAll = (text: string, limit: number = Infinity) =>
    text.length * size > maximumSearchSteps
      ? new CelError(tooLarge)
      : allMatches(compiled, text, limit, looksAhead);
  return {
    groupCount: compiled.groupCount(),
    size,
    extraWork: length =>
      branchesALot && size > smallProgramSize ? length * size : 0,
    matches: text =>
      text.length * size > maximumTestSteps
        ? new CelError(tooLarge)
        : test(text),
    find(text) {
      const found = findAll(text, 1);
      return found instanceof CelError ? found : found[0];
    },
    findAll,
  };
}

/** Go's rule: an empty match right after another match does not count. */

function allMatches(
  compiled: RE2JS,
  text: string,
  limit: number,
  looksAhead: boolean,
): readonly Match[] | CelError {
  const matcher = compiled.matcher(text);
  const found: Match[] = [];
  let reread = 0;
  let previousEnd = -1;
  while (found.length < limit && matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (start !== end || start !== previousEnd) {
      found.push({
        start,
        end,
        groups: Array.from(
          { length: compiled.groupCount() + 1 },
          (_, group) => matcher.group(group) ?? undefined,
        ),
      });
    }
    previousEnd = end;
    reread += looksAhead ? text.length - start : 0;
    if (found.length > maximumMatches) {
      return new CelError(tooLarge);
    }
    if (reread * compiled.programSize() > maximumRereadSteps) {
      return new CelError(tooLarge);
    }
  }
  return found;
}

/**
 * Whether finding one match may read far past its end, so that finding all is quadratic: `(.*?x|a)` reads to the next x before it
 * settles for a. A sequence of single characters and classes, each with its repetition, never does.
 */
function mayLookFarAhead(pattern: string): boolean {
  return /\||\)[*+?{]/.test(pattern) && /[*+]|,\}/.test(pattern);
}

/**
 * Whether many instructions may be under way at once, each character taking a step of all of them: everything but a sequence
 * from the text's start with one counted repetition at most, such as `^[a-z]{1,1000}$`.
 */
function branches(pattern: string): boolean {
  return (
    !/^(?:\^|\\A)/.test(pattern) ||
    /\)[*+?{]/.test(pattern) ||
    (pattern.match(/\{\d/g)?.length ?? 0) > 1
  );
}

/** At least how many times characters are repeated by nested `{n}`, before a compiler unfolds them. */

function repeatedSize(pattern: string): number {
  const sizes = [0];
  let last = 0;
  for (const [text, least, most] of pattern.matchAll(
    /\\[xpP]\{[^}]*\}|\\.|\(|\)|\{(\d+)(?:,(\d*))?\}|[^]/g,
  )) {
    if (text === '(') {
      sizes.push(0);
      last = 0;
      continue;
    }
    if (text === ')' && sizes.length > 1) {
      last = sizes.pop() ?? 0;
    } else if (least === undefined) {
      last = 1;
    } else {
      last *= Math.max(Number(least), Number(most ?? 0), 1) - 1;
    }
    sizes[sizes.length - 1] += last;
  }
  return sizes.reduce((sum, size) => sum + size, 0);
}
