import { referencesIn } from './references';

function pathsOf(source: string): string[] {
  return referencesIn(source).map(
    ({ root, fields, optional }) =>
      [root, ...fields].join('.') + (optional ? '?' : ''),
  );
}

describe('referencesIn', () => {
  it.each([
    ['schema.spec.port + 1', ['schema.spec.port']],
    ['a.b["c"].d', ['a.b.c.d']],
    ["a['x/y']", ['a.x/y']],
    ['a[b.c].d', ['a', 'b.c']],
    ['a.items.map(x, x.name + b.c)', ['a.items', 'b.c']],
    ['has(a.b) ? a.b : c', ['a.b?', 'a.b', 'c']],
    ['size(a.b)', ['a.b']],
    ['a.b.startsWith("c.d")', ['a.b']],
    ['"a.b" + \'c\' + r"d" // e', []],
    ['true && null == a || x in [false]', ['a', 'x']],
    ['{"key": a.b}', ['a.b']],
    ['1.5 + a', ['a']],
  ])('finds what %s reads', (source, expected) => {
    expect(pathsOf(source)).toEqual(expected);
  });
});
