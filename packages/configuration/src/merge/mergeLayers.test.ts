import fc from 'fast-check';
import { stringify } from 'yaml';
import { isJsonObject, JsonObject, JsonValue } from '../json';
import { effectiveValue } from './effectiveNode';
import { mergeLayers } from './mergeLayers';
import { layers } from '../__testUtils__/layers';

const schema: JsonObject = {
  properties: {
    hosts: { 'x-list': 'set' },
    pools: {
      'x-list-key': 'name',
      items: { properties: { tags: { 'x-list': 'set' } } },
    },
  },
};

function merged(...texts: readonly string[]) {
  const result = mergeLayers(layers(...texts), schema);
  return {
    value: effectiveValue(result.root),
    problems: result.problems.map(({ code, path }) => `${code} ${path}`),
  };
}

describe('layers', () => {
  it('merge maps entry by entry, the later level winning', () => {
    expect(
      merged('log: { level: info, format: json }', 'log: { level: debug }'),
    ).toEqual({
      value: { log: { level: 'debug', format: 'json' } },
      problems: [],
    });
  });

  it('replace lists, unless the schema says otherwise', () => {
    expect(merged('args: [a, b]', 'args: [c]').value).toEqual({ args: ['c'] });
  });

  it('put sets together, each item once', () => {
    expect(merged('hosts: [a, b]', 'hosts: [b, c]').value).toEqual({
      hosts: ['a', 'b', 'c'],
    });
  });

  it('merge items of a list by its key, in their order, new ones last', () => {
    expect(
      merged(
        'pools: [{ name: a, size: 1, tags: [x] }, { name: b, size: 2 }]',
        'pools: [{ name: c, size: 4 }, { name: a, size: 3, tags: [y] }]',
      ).value,
    ).toEqual({
      pools: [
        { name: 'a', size: 3, tags: ['x', 'y'] },
        { name: 'b', size: 2 },
        { name: 'c', size: 4 },
      ],
    });
  });

  it('take away what !remove names: an entry, or an item by its key', () => {
    expect(
      merged(
        'debug: true\nlog: { level: info }\npools: [{ name: a }, { name: b }]',
        'debug: !remove\nlog: { level: !remove }\npools: [!remove { name: a }]',
      ),
    ).toEqual({ value: { log: {}, pools: [{ name: 'b' }] }, problems: [] });
  });

  it('may set again what a level before took away', () => {
    expect(merged('debug: true', 'debug: !remove', 'debug: false')).toEqual({
      value: { debug: false },
      problems: [],
    });
  });

  it('keep null as a value', () => {
    expect(merged('proxy: http', 'proxy:').value).toEqual({ proxy: null });
  });

  it.each([
    ['removes what nobody set', 'a: 1', 'b: !remove', 'removes-nothing b'],
    ['makes a map of a value', 'a: 1', 'a: { b: 1 }', 'kind-changed a'],
    ['makes a value of a list', 'a: [1]', 'a: 1', 'kind-changed a'],
    [
      'forgets the key of an item',
      'pools: []',
      'pools: [{ size: 1 }]',
      'missing-key pools',
    ],
  ])('tell of a level that %s', (_, first, second, problem) => {
    expect(merged(first, second).problems).toEqual([problem]);
  });
});

describe('merging', () => {
  const leaf = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.string({ maxLength: 5 }),
  );
  const key = fc.constantFrom('a', 'b', 'c', 'log');
  const plain: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>(
    tie => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(leaf, { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3 }),
      ),
    }),
  ).value;
  const document = fc.record(
    {
      a: plain,
      log: plain,
      hosts: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
      pools: fc.uniqueArray(
        fc.record({
          name: fc.constantFrom('p', 'q', 'r'),
          size: fc.integer({ min: 1, max: 9 }),
        }),
        { selector: ({ name }) => name, maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  );

  it('comes to what a naive merge of plain values comes to', () => {
    fc.assert(
      fc.property(
        fc.array(document, { minLength: 1, maxLength: 4 }),
        documents => {
          const result = mergeLayers(
            layers(...documents.map(value => stringify(value))),
            schema,
          );
          expect(effectiveValue(result.root)).toEqual(
            // safety: records of JSON are JSON.
            (documents as unknown as JsonObject[]).reduce(naiveMerge, {}),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('of a layer with itself changes nothing', () => {
    fc.assert(
      fc.property(document, value => {
        const text = stringify(value);
        const once = mergeLayers(layers(text), schema);
        const twice = mergeLayers(layers(text, text), schema);
        expect(effectiveValue(twice.root)).toEqual(effectiveValue(once.root));
        expect(twice.problems).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** The model: no places, no history, no schema but the two lists of this test. */
function naiveMerge(before: JsonObject, after: JsonObject): JsonObject {
  const result: Record<string, JsonValue> = { ...before };
  for (const [name, value] of Object.entries(after)) {
    const known = result[name];
    if (name === 'hosts' && Array.isArray(known) && Array.isArray(value)) {
      result[name] = [...new Set([...known, ...value])];
    } else if (
      name === 'pools' &&
      Array.isArray(known) &&
      Array.isArray(value)
    ) {
      const pools = new Map(
        (known as JsonObject[]).map(pool => [pool.name, pool]),
      );
      for (const pool of value as JsonObject[]) {
        pools.set(pool.name, { ...pools.get(pool.name), ...pool });
      }
      result[name] = [...pools.values()];
    } else {
      result[name] =
        isJsonObject(known) && isJsonObject(value)
          ? naiveMerge(known, value)
          : value;
    }
  }
  return result;
}
