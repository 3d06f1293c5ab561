import {
  regularExpressionFactor,
  scaled,
  sizeOf,
  traversalCost,
  traversalFactor,
  traversalOf,
} from '../callCost';
import type { FunctionDeclaration, Overload, SizeEstimate } from '../library';
import { member, overload } from '../overload';
import { extraMatchingWork, regularExpression } from '../regularExpressions';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';

const { bool, string } = types;

/** The standard functions of strings. */
export const strings: readonly FunctionDeclaration[] = [
  {
    name: 'contains',
    description: 'Whether the text has another one in it.',
    overloads: [
      member(
        'contains_string',
        [string, string],
        bool,
        (text: string, part: string) => text.includes(part),
        productOf(traversalFactor, 0),
      ),
    ],
  },
  {
    name: 'startsWith',
    description: 'Whether the text starts with another one.',
    overloads: [
      member(
        'starts_with_string',
        [string, string],
        bool,
        (text: string, part: string) => text.startsWith(part),
        traversalOf(0),
      ),
    ],
  },
  {
    name: 'endsWith',
    description: 'Whether the text ends with another one.',
    overloads: [
      member(
        'ends_with_string',
        [string, string],
        bool,
        (text: string, part: string) => text.endsWith(part),
        traversalOf(0),
      ),
    ],
  },
  {
    name: 'matches',
    description:
      'Whether the RE2 regular expression matches somewhere in the text.',
    overloads: [
      overload('matches', [string, string], bool, matches, matchingCost()),
      member('matches_string', [string, string], bool, matches, matchingCost()),
    ],
  },
];

/** cel-go's cost, and more for patterns that branch a lot. */
function matchingCost(): Pick<Overload, 'cost' | 'estimate'> {
  const counted = productOf(regularExpressionFactor, 1);
  return {
    ...counted,
    cost: (args, result) =>
      (counted.cost?.(args, result) ?? 1) + extraMatchingWork(args[0], args[1]),
  };
}

function matches(text: string, pattern: string): Evaluated {
  const expression = regularExpression(pattern);
  return expression instanceof CelError ? expression : expression.matches(text);
}

/** The cost of looking for the second argument in the first: cel-go multiplies their traversals. */
function productOf(
  factor: number,
  beyond: number,
): Pick<Overload, 'cost' | 'estimate'> {
  return {
    cost: ([text, sought]) =>
      traversalCost(sizeOf(text) + beyond) *
      Math.max(1, Math.ceil(sizeOf(sought) * factor)),
    estimate: ([text, sought]) => ({
      cost: product(
        scaled(
          { minimum: text.minimum + beyond, maximum: text.maximum + beyond },
          traversalFactor,
        ),
        scaled(sought, factor),
      ),
    }),
  };
}

function product(left: SizeEstimate, right: SizeEstimate): SizeEstimate {
  return {
    minimum: left.minimum * right.minimum,
    maximum: left.maximum * right.maximum,
  };
}
