import fc from 'fast-check';
import { applyJsonPatch } from './jsonPatch';
import type { JsonPatchOperation } from './jsonPatch';

function operation(
  op: string,
  path: string,
  more: Partial<JsonPatchOperation> = {},
): JsonPatchOperation {
  return { op, path, from: '', value: undefined, ...more };
}

const key = fc.constantFrom('a', 'b/c', 'd~e', '', '0', '__proto__');
const document = fc.dictionary(key, fc.array(fc.integer(), { maxLength: 4 }));

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

describe('applyJsonPatch', () => {
  it('takes back with remove what it added, and leaves the document it was given alone', () => {
    fc.assert(
      fc.property(document, key, fc.integer(), (given, name, value) => {
        fc.pre(!Object.hasOwn(given, name));
        const before = JSON.stringify(given);
        const path = `/${escaped(name)}`;
        expect(
          applyJsonPatch(given, [
            operation('add', path, { value }),
            operation('test', path, { value }),
            operation('remove', path),
          ]),
        ).toEqual({ outcome: 'patched', document: given });
        expect(JSON.stringify(given)).toBe(before);
      }),
    );
  });

  it('puts an item at each index of an array, from the end when negative', () => {
    const at = (index: string) =>
      applyJsonPatch({ list: [1, 2] }, [
        operation('add', `/list/${index}`, { value: 'x' }),
      ]);
    expect(at('0')).toMatchObject({ document: { list: ['x', 1, 2] } });
    expect(at('2')).toMatchObject({ document: { list: [1, 2, 'x'] } });
    expect(at('-')).toMatchObject({ document: { list: [1, 2, 'x'] } });
    expect(at('-1')).toMatchObject({ document: { list: [1, 2, 'x'] } });
  });

  it.each([
    [
      operation('add', '/list/5', { value: 1 }),
      "error in add for path: '/list/5': Unable to access invalid index: 5: invalid index referenced",
    ],
    [
      operation('add', '/list/x', { value: 1 }),
      "error in add for path: '/list/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": invalid syntax",
    ],
    [
      operation('remove', '/none'),
      "error in remove for path: '/none': Unable to remove nonexistent key: none: missing value",
    ],
    [
      operation('replace', '/none/deep', { value: 1 }),
      'replace operation does not apply: doc is missing path: /none/deep: missing value',
    ],
    [
      operation('copy', '/to', { from: '/none/deep' }),
      'copy operation does not apply: doc is missing from path: /none/deep: missing value',
    ],
    [operation('invent', '/list'), 'Unexpected kind: invent'],
  ])('says why %j does not apply', (wrong, message) => {
    expect(applyJsonPatch({ list: [1] }, [wrong])).toEqual({
      outcome: 'failed',
      message,
    });
  });
});
