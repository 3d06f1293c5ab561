import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { environmentNamed } from '../../environments/environmentNamed';
import { evaluateExpression } from '../__testUtils__/evaluateExpression';
import { taggedValue } from '../__testUtils__/taggedValue';
import { md5 } from './md5';
import { sha256 } from './sha256';

function answer(source: string, variables: Record<string, unknown> = {}) {
  const outcome = evaluateExpression(
    environmentNamed('kro/0.9'),
    source,
    variables,
  );
  return outcome.kind === 'value' ? taggedValue(outcome.value) : outcome;
}

describe('digests', () => {
  const messages = fc.uint8Array({ maxLength: 300 });

  it('are those of the platform', () => {
    fc.assert(
      fc.property(messages, message => {
        expect(Buffer.from(sha256(message))).toEqual(
          createHash('sha256').update(message).digest(),
        );
        expect(Buffer.from(md5(message))).toEqual(
          createHash('md5').update(message).digest(),
        );
      }),
    );
  });
});

describe("kro's functions", () => {
  it.each([
    ["string(base64.encode(hash.fnv64a('hello')))", 'pDDYRoCqvQs='],
    ["base64.encode(hash.md5(''))", '1B2M2Y8AsgTpgAmY7PhCfg=='],
    ["{'a': 1, 'b': 1}.merge({'b': 2, 'c': 3})", { a: 1, b: 2, c: 3 }],
    [
      "dyn({'a': {'b': 1, 'c': 1}, 'd': 1}).deepMerge({'a': {'c': 2}, 'd': {}})",
      { a: { b: 1, c: 2 }, d: {} },
    ],
    ['lists.setAtIndex([1, 2, 3], 1, 9)', [1, 9, 3]],
    ['lists.insertAtIndex([1, 2, 3], 3, 9)', [1, 2, 3, 9]],
    ['lists.removeAtIndex([1, 2, 3], 0)', [2, 3]],
    [
      'json.unmarshal(\'{"a": [1, 1.5, true, null, "x"]}\')',
      { a: [{ $double: '1' }, { $double: '1.5' }, true, null, 'x'] },
    ],
    [
      "json.marshal({'b': [1, 1.5, 2u, null, true], 'a': '<&>\"'})",
      '{"a":"\\u003c\\u0026\\u003e\\"","b":[1,1.5,2,null,true]}',
    ],
    [
      "json.marshal([duration('90s'), duration('1500us')])",
      '["1m30s","1.5ms"]',
    ],
    [
      "json.marshal(timestamp('2026-01-02T03:04:05.6Z'))",
      '"2026-01-02T03:04:05Z"',
    ],
    [
      "json.encode({'b': 9007199254740993, 'a': duration('90s')})",
      '{"a":"90s","b":"9007199254740993"}',
    ],
    ["json.marshal(b'hi')", '"aGk="'],
    ["random.seededString(10, 'seed').size()", 10],
    [
      "random.seededString(8, 'a') == random.seededString(16, 'a').substring(8)",
      true,
    ],
    [
      'lists.range(50).all(i, random.seededInt(5, 9, string(i)) in [5, 6, 7, 8])',
      true,
    ],
  ])('%s', (source, expected) => {
    expect(answer(source)).toEqual(expected);
  });

  it.each([
    [
      'lists.setAtIndex([1], 1, 2)',
      'lists.setAtIndex: index 1 out of bounds [0, 1)',
    ],
    [
      'lists.insertAtIndex([1], 2, 2)',
      'lists.insertAtIndex: index 2 out of bounds [0, 1]',
    ],
    [
      'lists.removeAtIndex([1], 0 - 1)',
      'lists.removeAtIndex: index -1 out of bounds [0, 1)',
    ],
    [
      "random.seededString(0, 'a')",
      'random.seededString length must be positive',
    ],
    [
      "random.seededInt(2, 2, 'a')",
      'random.seededInt min must be less than max',
    ],
    [
      "json.unmarshal('{')",
      'json.unmarshal failed to parse JSON: the text is no JSON',
    ],
    [
      "json.marshal(double('NaN'))",
      'json.marshal failed to encode value: unsupported value: NaN',
    ],
  ])('%s fails', (source, message) => {
    expect(answer(source)).toMatchObject({ kind: 'failed', message });
  });

  it('unmarshal what they marshal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), x => {
        expect(answer('json.unmarshal(json.marshal(x)) == x', { x })).toBe(
          true,
        );
      }),
    );
  });

  it('neither merge nor marshal what nests without end', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level += 1) {
      deep = { a: deep };
    }
    expect(answer('json.marshal(x)', { x: deep })).toMatchObject({
      kind: 'failed',
    });
    expect(answer('x.deepMerge(x)', { x: deep })).toMatchObject({
      kind: 'failed',
    });
  });
});
