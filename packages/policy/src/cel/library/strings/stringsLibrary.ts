import { types } from '../../types/celType';
import type { FunctionDeclaration, Library } from '../library';
import { member, overload } from '../overload';
import { readingCost } from '../sizeCosts';
import { currentDialect } from './format/currentDialect';
import { formatWith } from './format/format';
import type { Dialect } from './format/format';
import { localisedDialect } from './format/localisedDialect';
import { partFunctions } from './partFunctions';
import { quote } from './replacing';
import { formattingCost, rewritingCost } from './stringCosts';

const { string, dyn } = types;

const quoteFunction: FunctionDeclaration = {
  name: 'strings.quote',
  description: 'The text in double quotes, special characters escaped.',
  overloads: [
    overload('strings_quote', [string], string, quote, rewritingCost),
  ],
};

const reverseFunction: FunctionDeclaration = {
  name: 'reverse',
  description: 'The characters in reverse order.',
  overloads: [
    member(
      'string_reverse',
      [string],
      string,
      (text: string) => Array.from(text).reverse().join(''),
      { ...rewritingCost, estimate: readingCost(0).estimate },
    ),
  ],
};

/**
 * cel-go's strings library in one of its versions: 0 has the functions for parts, 1 adds `format` and `strings.quote`, 3 adds
 * `reverse`, 4 formats as cel-spec defines it, 5 clamps searches for nothing. Costs are Kubernetes' in each.
 *
 * @public
 */
export function stringsLibrary(version: 0 | 1 | 2 | 3 | 4 | 5): Library {
  return {
    name: `strings/${version}`,
    functions: [
      ...partFunctions(version >= 5),
      ...(version >= 1
        ? [
            formatFunction(version >= 4 ? currentDialect : localisedDialect),
            quoteFunction,
          ]
        : []),
      ...(version >= 3 ? [reverseFunction] : []),
    ],
  };
}

function formatFunction(dialect: Dialect): FunctionDeclaration {
  return {
    name: 'format',
    description: "'%s has %d'.format(['x', 1]): the text with values put in.",
    overloads: [
      member(
        'string_format',
        [string, types.list(dyn)],
        string,
        formatWith(dialect),
        formattingCost,
      ),
    ],
  };
}
