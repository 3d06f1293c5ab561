import { types } from '../types/celType';
import type { CelInt } from '../values/intArithmetic';
import { CelOptional } from '../values/optional';
import { CelError } from '../values/runtimeValue';
import type { Library } from './library';
import { overload } from './overload';
import { regularExpression } from './regularExpressions';
import type { Match, RegularExpression } from './regularExpressions';
import { countOf, searchCost } from './sizeCosts';
import type { CallCost } from './sizeCosts';
import { maximumTextLength, textTooLong } from './textLimits';

const { string, int } = types;

/** What a character costs where every one of them can be a match of its own; cel-go does not count matches. */
const characterCost = 25;

/** Finding all matches. */
const searchAllCost: CallCost = {
  cost: (args, result) =>
    (searchCost.cost?.(args, result) ?? 1) + countOf(args[0]) * characterCost,
  estimate: searchCost.estimate,
  patternAt: searchCost.patternAt,
};

/** Replacing all matches, whose result may be larger than the text. */
const replacingCost: CallCost = {
  cost: searchAllCost.cost,
  patternAt: searchAllCost.patternAt,
};

/**
 * cel-go's regex library: extract, extract all, replace. It needs the optionals.
 *
 * @public
 */
export const regexLibrary: Library = {
  name: 'regex',
  functions: [
    {
      name: 'regex.extract',
      description: 'What a pattern, or its one group, matches first.',
      overloads: [
        overload(
          'regex_extract_string_string',
          [string, string],
          types.optional(string),
          extract,
          searchCost,
        ),
      ],
    },
    {
      name: 'regex.extractAll',
      description: 'All that a pattern, or its one group, matches.',
      overloads: [
        overload(
          'regex_extractAll_string_string',
          [string, string],
          types.list(string),
          extractAll,
          searchAllCost,
        ),
      ],
    },
    {
      name: 'regex.replace',
      description: String.raw`The text with matches replaced; \1 stands for the first group.`,
      overloads: [
        overload(
          'regex_replace_string_string_string',
          [string, string, string],
          string,
          replace,
          replacingCost,
        ),
        overload(
          'regex_replace_string_string_string_int',
          [string, string, string, int],
          string,
          replace,
          replacingCost,
        ),
      ],
    },
  ],
};

function extract(text: string, pattern: string): CelOptional | CelError {
  const expression = withOneGroup(pattern);
  if (expression instanceof CelError) {
    return expression;
  }
  const match = expression.find(text);
  if (match instanceof CelError) {
    return match;
  }
  const found = match && extracted(match);
  return found === undefined || (found === '' && expression.groupCount === 1)
    ? CelOptional.none
    : CelOptional.of(found);
}

function extractAll(
  text: string,
  pattern: string,
): readonly string[] | CelError {
  const expression = withOneGroup(pattern);
  if (expression instanceof CelError) {
    return expression;
  }
  const matches = expression.findAll(text);
  return matches instanceof CelError
    ? matches
    : matches
        .map(extracted)
        .filter(found => found !== '' || expression.groupCount === 0);
}

function replace(
  text: string,
  pattern: string,
  replacement: string,
  count: CelInt = -1,
): string | CelError {
  if (count === 0) {
    return text;
  }
  const expression = regularExpression(pattern);
  if (expression instanceof CelError) {
    return expression;
  }
  const matches = expression.findAll(
    text,
    count < 0 ? undefined : Number(count),
  );
  if (matches instanceof CelError) {
    return matches;
  }
  let replaced = '';
  let place = 0;
  for (const match of matches) {
    const written = fillIn(replacement, match);
    if (written instanceof CelError) {
      return written;
    }
    replaced += text.slice(place, match.start) + written;
    place = match.end;
    if (replaced.length > maximumTextLength) {
      return textTooLong;
    }
  }
  return replaced + text.slice(place);
}

function withOneGroup(pattern: string): RegularExpression | CelError {
  const expression = regularExpression(pattern);
  return expression instanceof CelError || expression.groupCount <= 1
    ? expression
    : new CelError('regular expression has more than one capturing group');
}

/** The group when the pattern has one, else the whole match. */
function extracted(match: Match): string {
  return match.groups[match.groups.length - 1] ?? '';
}

/** cel-go quotes the replacement in these messages; it may come from what was read, so these do not. */
function fillIn(replacement: string, match: Match): string | CelError {
  let fault: string | undefined;
  const written = replacement.replace(/\\([^]?)/g, (_, next: string) => {
    if (next === '\\') {
      return '\\';
    }
    if (next === '') {
      fault ??= 'invalid replacement string: \\ not allowed at end';
    } else if (!/^[0-9]$/.test(next)) {
      fault ??=
        'invalid replacement string: \\ must be followed by a digit or \\';
    } else if (Number(next) >= match.groups.length) {
      fault ??= `replacement string references group ${next} but regex has only ${
        match.groups.length - 1
      } group(s)`;
    } else {
      return match.groups[Number(next)] ?? '';
    }
    return '';
  });
  return fault === undefined ? written : new CelError(fault);
}
