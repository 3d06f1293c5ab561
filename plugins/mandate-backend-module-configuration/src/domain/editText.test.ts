import fc from 'fast-check';
import { parse } from 'yaml';
import { editText } from './editText';

function edited(...args: Parameters<typeof editText>): string {
  const outcome = editText(...args);
  if (outcome.type === 'refused') {
    throw new Error(outcome.words);
  }
  return outcome.text;
}

it('keeps comments, order and !remove', () => {
  const text = '# why\nb: 1 # one\na: !remove\n';
  const set = [{ path: ['c', 'd'], value: true }];
  expect(edited(text, { set, unset: [] })).toBe(
    '# why\nb: 1 # one\na: !remove ""\nc:\n  d: true\n',
  );
});

it('takes mappings away that become empty, and then the file', () => {
  expect(edited('a:\n  b: 1\n', { set: [], unset: [['a', 'b']] })).toBe('');
});

it.each([
  ['what is no YAML', 'a: [', ['a']],
  ['a value below a value', 'a: 1\n', ['a', 'b']],
])('refuses %s', (_, text, path) => {
  const outcome = editText(text, { set: [{ path, value: 1 }], unset: [] });
  expect(outcome.type).toBe('refused');
});

it('a value that is set is read again, and taking it back leaves what was there', () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.integer(),
    fc.constant(null),
  );
  fc.assert(
    fc.property(
      fc.array(key, { minLength: 1, maxLength: 4 }),
      value,
      (path, given) => {
        const text = 'zzzzzzz: 1\n';
        const set = edited(text, { set: [{ path, value: given }], unset: [] });
        const found = path.reduce<unknown>(
          // safety: the path was just made of mappings.
          (at, step) => (at as Record<string, unknown>)[step],
          parse(set),
        );
        expect(found).toEqual(given);
        expect(edited(set, { set: [], unset: [path] })).toBe(text);
      },
    ),
  );
});
