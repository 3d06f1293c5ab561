import { checkExpression } from '../check/checkExpression';
import { environmentNamed } from '../environments/environmentNamed';
import type { EnvironmentName } from '../environments/environmentNamed';
import { extendEnvironment } from '../environments/createEnvironment';
import { parseExpression } from '../syntax/parseExpression';
import { types } from '../types/celType';
import { CelDouble } from '../values/numbers';
import { isError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { planExpression } from './planExpression';

describe('what is no optional', () => {
  it.each([
    'x.orValue(1.5)',
    "string(x.orValue(timestamp('2026-01-01T00:00:00Z')))",
    'x.or(optional.of(1)).value()',
  ])('is an error before a default: %s', source => {
    expect(evaluate('standard', source, { x: null })).toMatchObject({
      message: 'no such overload',
    });
  });

  it.each([
    ['string(x.orValue(1u))', [1], 'no such overload'],
    ["x.orValue(b'').size()", null, 'no such overload'],
    ["-(x.orValue('a'.size()))", null, 'no such overload'],
    ["'a'.lastIndexOf(x.orValue('b'))", 1, 'no such overload'],
    [
      "x.orValue(timestamp('2026-01-01T00:00:00Z')).getHours()",
      null,
      'no such overload',
    ],
  ])(
    'passes in Kubernetes, and is then taken for nothing else: %s of %j',
    (source, x, message) => {
      expect(evaluate('kubernetes/1.36', source, { x })).toMatchObject({
        message,
      });
    },
  );

  it.each([
    ['x.orValue([[null]])[0]', [7], 7],
    ['x.orValue([[null]]).map(y, y)', [7], [7]],
    ["x.orValue({'a': {'b': 1.5}}).a", { a: 2 }, 2],
    ['[x.orValue(1.5)].map(y, y)', 'text', ['text']],
  ])('is what it is: %s of %j', (source, x, value) => {
    expect(evaluate('kubernetes/1.36', source, { x })).toEqual(value);
  });
});

describe('null', () => {
  it.each([
    'string(dyn(null))',
    '[dyn(null)].map(y, string(y))',
    '[null].map(y, string(dyn(y)))',
    '[duration(x)].map(y, string(y))',
  ])('has no text: %s', source => {
    expect(evaluate('standard', source, { x: null })).toMatchObject({
      message: expect.stringMatching(/^no such overload/),
    });
  });
});

describe('an order with NaN', () => {
  const x = new CelDouble(NaN);

  it.each([
    'x <= 1',
    '1 < x',
    'x > x',
    "x >= 'a'",
    'x < true',
    'x < []',
    "'a' < x",
  ])('is false: %s', source => {
    expect(
      evaluate('standard', source.replace(/\[\]|'a'|true/, 'dyn($&)'), { x }),
    ).toBe(false);
  });

  it('is an error for what has no order', () => {
    expect(evaluate('standard', 'dyn([]) < x', { x })).toMatchObject({
      message: 'no such overload',
    });
  });

  it.each([
    ['x <= 1', 'NaN values cannot be ordered'],
    ['dyn(1) < x', 'NaN values cannot be ordered'],
    ["x >= 'a'", 'NaN values cannot be ordered'],
    ["dyn('a') >= x", 'no such overload'],
  ])('is an error in Kubernetes: %s', (source, message) => {
    expect(evaluate('kubernetes/1.36', source, { x })).toMatchObject({
      message,
    });
  });
});

it.each([
  ['x.gone in []', false],
  ['x.gone in [[]].map(y, y)[0]', 'no such key: gone'],
])('in Kubernetes, %s is %s', (source, expected) => {
  const value = evaluate('kubernetes/1.36', source, { x: {} });
  expect(isError(value) ? value.message : value).toBe(expected);
});

it('an optional without a value has no items, whatever the index', () => {
  expect(
    evaluate('standard', 'optional.none()[?x.gone].hasValue()', { x: {} }),
  ).toBe(false);
});

function evaluate(
  name: EnvironmentName,
  source: string,
  variables: Readonly<Record<string, unknown>>,
): Evaluated {
  const environment = extendEnvironment(environmentNamed(name), {
    variables: { x: { type: types.dyn } },
  });
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  expect(issues).toEqual([]);
  return planExpression(checked, environment).run(variables).value;
}
