import { parseDocument } from 'yaml';
import { duplicateKey } from './duplicateKey';
import { readDocument } from './readDocument';

function find(text: string) {
  return duplicateKey(parseDocument(text, { uniqueKeys: false }));
}

it.each([
  ['at the top', 'a: 1\nb: 2\na: 3\n', { key: 'a', offset: 10 }],
  ['inside', 'x:\n  - { n: 1, n: 2 }\n', { key: 'n', offset: 15 }],
  ['as a number', '1: a\n1: b\n', { key: '1', offset: 5 }],
])(
  'a key that is there twice %s is found where it comes again',
  (_, text, at) => {
    expect(find(text)).toEqual(at);
  },
);

it.each([
  ['in different mappings', 'a: { n: 1 }\nb: { n: 1 }\n'],
  ['as a text and as a number', '1: a\n"1": b\n'],
  ['in a list', '- a\n- a\n'],
])('the same %s is no such key', (_, text) => {
  expect(find(text)).toBeUndefined();
});

it('a template says which key, and where', () => {
  expect(readDocument('kind: A\nspec:\n  size: 1\n  size: 2\n')).toEqual({
    ok: false,
    problems: [
      expect.objectContaining({
        code: 'yaml-syntax',
        message: expect.stringContaining("'size' is there twice"),
        line: 4,
        column: 3,
      }),
    ],
  });
});

it('keys are not compared each with every other', () => {
  const keys = Array.from({ length: 120_000 }, (_, index) => `k${index}: x`);
  const before = process.cpuUsage();
  expect(find(keys.join('\n'))).toBeUndefined();
  // This takes one or two; that, reckoned from 7 s for a quarter of them, some 110 s.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(30_000);
});
