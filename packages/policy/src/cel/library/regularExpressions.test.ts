import { CelError } from '../values/runtimeValue';
import { maximumPatternLength, regularExpression } from './regularExpressions';
import type { RegularExpression } from './regularExpressions';

function compiled(pattern: string): RegularExpression {
  const expression = regularExpression(pattern);
  if (expression instanceof CelError) {
    throw new Error(expression.message);
  }
  return expression;
}

function texts(pattern: string, text: string, limit?: number) {
  const found = compiled(pattern).findAll(text, limit);
  return found instanceof CelError
    ? found.message
    : found.map(match => match.groups[0]);
}

describe('regularExpression', () => {
  it.each([
    ['abc', 'xxabcxx', true],
    ['^abc$', 'xabc', false],
    ['(?i)ABC', 'abc', true],
    ['^(?s).$', '\n', true],
    ['^.$', '😀', true],
    ['\\p{Greek}+', 'αβγ', true],
    ['\\p{Letter}', '1a', true],
    ['\\Q\\p{Letter}\\E', 'a', false],
    ['(?P<name>a)b', 'ab', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(compiled(pattern).matches(text)).toBe(expected);
  });

  it.each([
    ['(a', 'error parsing regexp: missing closing )'],
    ['(?=a)', 'error parsing regexp: invalid or unsupported Perl syntax'],
    ['\\p{Emoji}', 'error parsing regexp: invalid character class range'],
    ['a{1001}', 'error parsing regexp: invalid repeat count'],
    [
      'a'.repeat(maximumPatternLength + 1),
      'error parsing regexp: expression too large: at most 2048 characters and 10000 instructions',
    ],
    [
      '((a{100}){100}){100}',
      'error parsing regexp: expression too large: at most 2048 characters and 10000 instructions',
    ],
  ])(
    'refuses %.40s in the words of Go, without quoting it',
    (pattern, message) => {
      expect(regularExpression(pattern)).toEqual(new CelError(message));
    },
  );

  it.each<[string, string, number | undefined, readonly string[]]>([
    ['[0-9]+', '1 22 333', undefined, ['1', '22', '333']],
    ['[0-9]+', '1 22 333', 2, ['1', '22']],
    ['[0-9]+', '1 22 333', 0, []],
    ['x*', 'axb', undefined, ['', 'x', '']],
    ['a|b', 'abc', undefined, ['a', 'b']],
  ])('finds all of %s in %j as Go does', (pattern, text, limit, expected) => {
    expect(texts(pattern, text, limit)).toEqual(expected);
  });

  it('gives what groups caught', () => {
    expect(compiled('(a)|(b)').find('xb')).toEqual({
      start: 1,
      end: 2,
      groups: ['b', undefined, 'b'],
    });
    expect(compiled('(a)|(b)').find('x')).toBeUndefined();
  });

  it.each([
    ['^(a+)+$', `${'a'.repeat(50_000)}!`],
    ['(a|aa)+$', `${'a'.repeat(50_000)}b`],
    ['(.*)(.*)(.*)(.*)z', 'a'.repeat(50_000)],
  ])('takes linear time on %s', (pattern, text) => {
    expect(compiled(pattern).matches(text)).toBe(false);
  });

  it.each([
    ['a[ab]{0,900}b\\b', 'ab'.repeat(32_000)],
    ['(.*?[cd]|a)', 'ab'.repeat(20_000)],
  ])('stops %s where the work would not be bounded', (pattern, text) => {
    expect(texts(pattern, text)).toBe(
      'the regular expression takes too much work on a text of this size',
    );
  });
});
