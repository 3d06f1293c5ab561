import fc from 'fast-check';
import {
  canonicalJson,
  isJsonValue,
  type JsonValue,
  MAX_JSON_DEPTH,
} from './canonicalJson';

function nested(depth: number): JsonValue {
  let value: JsonValue = [];
  for (let level = 1; level < depth; level += 1) {
    value = [value];
  }
  return value;
}

describe('canonical JSON', () => {
  it('is as in the example of RFC 8785 section 3.2', () => {
    const value = JSON.parse(`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units (RFC 8785 section 3.2.3)', () => {
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2, '€': 3, '1': 4 })).toBe(
      '{"1":4,"€":3,"\u{1f600}":2,"\ufb33":1}',
    );
  });

  it('keeps the value and is its own canonical form', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        fc.pre(isJsonValue(value));
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        // JSON has no -0; everything else survives.
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('keeps a member called __proto__', () => {
    const text = '{"__proto__":{"a":1}}';
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['an infinite number', [Infinity]],
    ['half a surrogate pair', { text: '\ud800' }],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['undefined', undefined],
    ['undefined in an array', [undefined]],
    ['a Date', { at: new Date(0) }],
    ['a Map', new Map()],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['nesting too deep', nested(MAX_JSON_DEPTH + 1)],
  ])('refuses %s', (_, value) => {
    expect(isJsonValue(value)).toBe(false);
    // safety: the cast hands over what a caller without types could.
    expect(() => canonicalJson(value as JsonValue)).toThrow(TypeError);
  });

  it('takes nesting up to the limit', () => {
    expect(canonicalJson(nested(MAX_JSON_DEPTH))).toHaveLength(
      2 * MAX_JSON_DEPTH,
    );
  });
});
