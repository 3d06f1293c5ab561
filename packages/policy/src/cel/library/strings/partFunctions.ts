import type { CelInt } from '../../values/intArithmetic';
import { types } from '../../types/celType';
import type { FunctionDeclaration } from '../library';
import { member } from '../overload';
import { readingCost } from '../sizeCosts';
import { join, replace, split } from './replacing';
import { indexOf, lastIndexOf, lastIndexOfFrom } from './searching';
import { charAt, substring, substringBetween, trim } from './slicing';
import {
  joiningCost,
  replacingCost,
  searchingCost,
  splittingCost,
} from './stringCosts';

const { string, int } = types;

const characterFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'charAt',
    description: 'The character at an index, counted from 0.',
    overloads: [member('string_char_at_int', [string, int], string, charAt)],
  },
  {
    name: 'substring',
    description: 'The text from an index on, up to another.',
    overloads: [
      member(
        'string_substring_int',
        [string, int],
        string,
        substring,
        readingCost(0),
      ),
      member(
        'string_substring_int_int',
        [string, int, int],
        string,
        substringBetween,
        readingCost(0),
      ),
    ],
  },
  {
    name: 'trim',
    description: 'The text without white space around it.',
    overloads: [member('string_trim', [string], string, trim, readingCost(0))],
  },
];

const caseFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'lowerAscii',
    description: 'The text with the letters A to Z in lower case.',
    overloads: [
      member(
        'string_lower_ascii',
        [string],
        string,
        (text: string) =>
          text.replace(/[A-Z]+/g, letters => letters.toLowerCase()),
        readingCost(0),
      ),
    ],
  },
  {
    name: 'upperAscii',
    description: 'The text with the letters a to z in upper case.',
    overloads: [
      member(
        'string_upper_ascii',
        [string],
        string,
        (text: string) =>
          text.replace(/[a-z]+/g, letters => letters.toUpperCase()),
        readingCost(0),
      ),
    ],
  },
];

const separatorFunctions: readonly FunctionDeclaration[] = [
  {
    name: 'replace',
    description: 'The text with occurrences of a text replaced.',
    overloads: [
      member(
        'string_replace_string_string',
        [string, string, string],
        string,
        replace,
        replacingCost,
      ),
      member(
        'string_replace_string_string_int',
        [string, string, string, int],
        string,
        replace,
        replacingCost,
      ),
    ],
  },
  {
    name: 'split',
    description: 'The parts of a text between separators.',
    overloads: [
      member(
        'string_split_string',
        [string, string],
        types.list(string),
        split,
        splittingCost,
      ),
      member(
        'string_split_string_int',
        [string, string, int],
        types.list(string),
        split,
        splittingCost,
      ),
    ],
  },
  {
    name: 'join',
    description: 'The texts of a list one behind the other.',
    overloads: [
      member(
        'list_join',
        [types.list(string)],
        string,
        (texts: readonly unknown[]) => join(texts, ''),
        joiningCost,
      ),
      member(
        'list_join_string',
        [types.list(string), string],
        string,
        join,
        joiningCost,
      ),
    ],
  },
];

/** The functions that every version has; `clamped` says how a search for nothing ends (see `EmptySearch`). */
export function partFunctions(
  clamped: boolean,
): readonly FunctionDeclaration[] {
  return [
    ...characterFunctions,
    ...searchFunctions(clamped),
    ...caseFunctions,
    ...separatorFunctions,
  ];
}

function searchFunctions(clamped: boolean): readonly FunctionDeclaration[] {
  const empty = { clamped };
  return [
    {
      name: 'indexOf',
      description: 'The index of the first occurrence of a text, or -1.',
      overloads: [
        member(
          'string_index_of_string',
          [string, string],
          int,
          (text: string, part: string) => indexOf(text, part, 0, empty),
          searchingCost,
        ),
        member(
          'string_index_of_string_int',
          [string, string, int],
          int,
          (text: string, part: string, from: CelInt) =>
            indexOf(text, part, from, empty),
          searchingCost,
        ),
      ],
    },
    {
      name: 'lastIndexOf',
      description: 'The index of the last occurrence of a text, or -1.',
      overloads: [
        member(
          'string_last_index_of_string',
          [string, string],
          int,
          lastIndexOf,
          searchingCost,
        ),
        member(
          'string_last_index_of_string_int',
          [string, string, int],
          int,
          (text: string, part: string, from: CelInt) =>
            lastIndexOfFrom(text, part, from, empty),
          searchingCost,
        ),
      ],
    },
  ];
}
