import { types } from '../../types/celType';
import type { CelInt } from '../../values/intArithmetic';
import { CelError } from '../../values/runtimeValue';
import type { Library } from '../library';
import { member } from '../overload';
import { regularExpression } from '../regularExpressions';
import { searchCost } from '../sizeCosts';

const { int, string } = types;

/**
 * Kubernetes' searches: `'a1b22'.findAll('[0-9]+')`.
 *
 * @public
 */
export const regexSearchLibrary: Library = {
  name: 'kubernetes.regex',
  functions: [
    {
      name: 'find',
      description: 'What a pattern matches first, or nothing.',
      overloads: [
        member(
          'string_find_string',
          [string, string],
          string,
          find,
          searchCost,
        ),
      ],
    },
    {
      name: 'findAll',
      description: 'All that a pattern matches, or the first of it.',
      overloads: [
        member(
          'string_find_all_string',
          [string, string],
          types.list(string),
          findAll,
          searchCost,
        ),
        member(
          'string_find_all_string_int',
          [string, string, int],
          types.list(string),
          findAll,
          searchCost,
        ),
      ],
    },
  ],
};

function find(text: string, pattern: string): string | CelError {
  const expression = compiled(pattern);
  if (expression instanceof CelError) {
    return expression;
  }
  const match = expression.find(text);
  return match instanceof CelError ? match : match?.groups[0] ?? '';
}

function findAll(
  text: string,
  pattern: string,
  count: CelInt = -1,
): readonly string[] | CelError {
  const expression = compiled(pattern);
  if (expression instanceof CelError) {
    return expression;
  }
  const matches = expression.findAll(
    text,
    count < 0 ? undefined : Number(count),
  );
  return matches instanceof CelError
    ? matches
    : matches.map(match => match.groups[0] ?? '');
}

function compiled(pattern: string) {
  const expression = regularExpression(pattern);
  return expression instanceof CelError
    ? new CelError(`Illegal regex: ${expression.message}`)
    : expression;
}
