import { checkExpression } from '../check/checkExpression';
import { createEnvironment } from '../environments/createEnvironment';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { parseExpression } from '../syntax/parseExpression';
import { typeFromJsonSchema } from '../types/typeFromJsonSchema';
import type { SchemaType } from '../types/typeFromJsonSchema';
import { typesFromCustomResource } from '../types/typesFromOpenApi';
import type { Evaluated } from '../values/runtimeValue';
import { planExpression } from './planExpression';

const properties = {
  since: { type: 'string', format: 'date-time' },
  until: { type: 'string', format: 'date' },
  wait: { type: 'string', format: 'duration' },
  key: { type: 'string', format: 'byte' },
  share: { type: 'number' },
  times: { type: 'array', items: { type: 'string', format: 'date-time' } },
  keys: {
    type: 'object',
    additionalProperties: { type: 'string', format: 'byte' },
  },
} as const;

const values = {
  since: '2026-01-01T12:00:00+01:00',
  until: '2026-02-01',
  wait: '90s',
  key: 'aGk=',
  share: 1,
  times: ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
  keys: { a: 'aGk=' },
};

const onValues = [
  "since == timestamp('2026-01-01T11:00:00Z')",
  'since.getHours() == 11',
  "until - since > duration('1h')",
  "until == timestamp('2026-02-01T00:00:00Z')",
  "wait == duration('1m30s')",
  "key == b'hi' && key.size() == 2",
  'share / 2.0 == 0.5',
  "times[0] < times[1] && times.all(t, t >= timestamp('2026-01-01T00:00:00Z'))",
  'times.exists(t, t.getDate() == 2) && since in times == false',
  "timestamp('2026-01-02T00:00:00Z') in times",
  "keys.a == b'hi' && keys['a'] == b'hi' && keys.all(k, keys[k].size() == 2)",
  "keys == {'a': b'hi'}",
  '[since].map(t, t.getFullYear()) == [2026]',
  "(share > 0.0 ? wait : duration('0s')) == duration('90s')",
];

describe('data of a JSON Schema', () => {
  const schema = {
    type: 'object',
    properties: {
      ...properties,
      inner: { type: 'object', properties },
      list: { type: 'array', items: { type: 'object', properties } },
    },
  };
  const data = { ...values, inner: values, list: [values] };
  const declared = typeFromJsonSchema(schema, 'thing');

  it.each(onValues)('reads its fields as their formats say: %s', source => {
    for (const path of ['x', 'x.inner', 'x.list[0]']) {
      expect(evaluate(declared, rooted(source, path), data)).toBe(true);
    }
  });

  it.each([
    'x.list.all(o, o.wait == duration("90s"))',
    'x.list.map(o, o.since)[0].getHours() == 11',
    'x.list.filter(o, o.share == 1.0)[0].key == b"hi"',
    '(x.share > 5.0 ? x.list[0] : x.list.map(o, o)[0]).since.getHours() == 11',
    '[x.inner][0].wait == duration("90s")',
    'x.?inner.since.value().getHours() == 11',
    'x.?inner.?wait.orValue(duration("0s")) == duration("90s")',
  ])('reads fields of objects wherever they come from: %s', source => {
    expect(evaluate(declared, source, data)).toBe(true);
  });

  it.each([
    ['PT1M30S', '90s'],
    ['P1DT2H', '26h'],
    ['P2W', '336h'],
    ['-PT0.5S', '-500ms'],
  ])('reads the duration %s as JSON Schema writes them', (wait, same) => {
    expect(evaluate(declared, `x.wait == duration('${same}')`, { wait })).toBe(
      true,
    );
  });

  it.each([
    ['x.since.getHours()', { since: 'yesterday' }, 'timestamp'],
    ['x.wait.getHours()', { wait: 'P1M' }, 'duration'],
    ['x.key.size()', { key: '*' }, 'bytes'],
    ['x.times[0].getHours()', { times: [1] }, 'timestamp'],
  ])('is an error where it is none: %s of %j', (source, data_, type) => {
    expect(evaluate(declared, source, data_)).toMatchObject({
      message: expect.stringContaining(
        type === 'timestamp' ? 'imestamp' : `where ${type} is declared`,
      ),
    });
  });
});

describe('data of a custom resource', () => {
  const nested = {
    type: 'object',
    properties: {
      ...properties,
      'gift-wrap': { type: 'string', format: 'date-time' },
      namespace: { type: 'string' },
    },
  };
  const declared = customResource({
    type: 'object',
    properties: { spec: nested, list: { type: 'array', items: nested } },
  });
  const spec = {
    ...values,
    'gift-wrap': '2026-01-01T00:00:00Z',
    namespace: 'a',
  };
  const data = { spec, list: [spec] };

  it.each(onValues)('reads its fields as their formats say: %s', source => {
    expect(evaluate(declared, rooted(source, 'x.spec'), data)).toBe(true);
  });

  it.each([
    'x.spec.gift__dash__wrap.getFullYear() == 2026',
    'has(x.spec.gift__dash__wrap)',
    'x.list.all(o, o.gift__dash__wrap == x.spec.gift__dash__wrap)',
    'x.spec.?gift__dash__wrap.hasValue()',
    'x.?spec.gift__dash__wrap.hasValue()',
    'x.spec.__namespace__ == "a" && x.spec.namespace == "a"',
  ])('reads fields by the names that the data has: %s', source => {
    expect(evaluate(declared, source, data)).toBe(true);
  });
});

/** The fields that an expression names, of an object. */
function rooted(source: string, path: string): string {
  return source.replace(
    new RegExp(
      `(?<![.\\w'])(${Object.keys(properties).join('|')})\\b(?!')`,
      'g',
    ),
    `${path}.$1`,
  );
}

function customResource(openAPIV3Schema: unknown): SchemaType {
  const kinds = typesFromCustomResource({
    spec: {
      group: 'shop',
      names: { kind: 'Basket' },
      versions: [{ name: 'v1', schema: { openAPIV3Schema } }],
    },
  });
  const declaration = kinds.findKind({
    group: 'shop',
    version: 'v1',
    kind: 'Basket',
  });
  if (declaration === undefined) {
    throw new Error('The definition declares no kind.');
  }
  return { types: kinds.types, declaration };
}

function evaluate(
  { types, declaration }: SchemaType,
  source: string,
  x: unknown,
): Evaluated {
  const environment = createEnvironment({
    name: 'declared data',
    libraries: [standardLibrary, optionalsLibrary],
    types,
    variables: { x: declaration },
  });
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  expect(issues).toEqual([]);
  return planExpression(checked, environment).run({ x }).value;
}
