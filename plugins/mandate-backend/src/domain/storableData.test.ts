import {
  canonicalJson,
  type JsonObject,
  type JsonValue,
} from '@mandate/ledger';
import fc from 'fast-check';
import { storableData } from './storableData';
import { isStorable } from './storableText';

const LIMIT = 8;

/** Half surrogates and U+0000 are as likely as letters. */
const hostileText = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '\ud800', '\udc00', '\u0000', '"'),
  maxLength: 2 * LIMIT,
});
function dataOf(text: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.constantFrom(null, true, 1.5),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(text, tie('value'), { maxKeys: 3 }),
    ),
  }));
  return fc.dictionary(text, value, { maxKeys: 4 });
}

describe('data that is stored', () => {
  it('has a canonical form, whatever others wrote', () => {
    fc.assert(
      fc.property(dataOf(hostileText), data => {
        const stored = storableData(data, LIMIT);
        const texts: string[] = [];
        JSON.parse(canonicalJson(stored), (name, value) => {
          texts.push(name, ...(typeof value === 'string' ? [value] : []));
          return value;
        });
        expect(texts.filter(text => !isStorable(text))).toEqual([]);
        // The last character says that there was more.
        expect(texts.filter(text => text.length > LIMIT + 1)).toEqual([]);
        expect(storableData(stored, LIMIT)).toEqual(stored);
      }),
    );
  });

  it('stays what it is when it can be stored', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: LIMIT });
    fc.assert(
      fc.property(dataOf(text), data => {
        fc.pre(isStorable(JSON.stringify(data)));
        expect(canonicalJson(storableData(data, 1_000))).toBe(
          canonicalJson(data),
        );
      }),
    );
  });
});
