import { compileExpression, declareEnvironment } from '@mandate/policy';
import { referencesOf } from './references';

const environment = declareEnvironment('references', {
  a: 'any',
  b: 'any',
  c: 'any',
  x: 'any',
  schema: 'any',
});

function pathsOf(source: string): string[] {
  const compiled = compileExpression(source, environment);
  if (!compiled.ok) {
    throw new Error(JSON.stringify(compiled.errors));
  }
  return referencesOf(compiled.program).map(
    ({ root, fields, required }) =>
      [root, ...fields].join('.') + '?'.repeat(fields.length - required),
  );
}

describe('referencesOf', () => {
  it.each([
    ['schema.spec.port + 1', ['schema.spec.port']],
    ['a.b["c"].d', ['a.b.c.d']],
    ["a['x/y']", ['a.x/y']],
    ['a[b.c].d', ['a', 'b.c']],
    ['a.items.map(x, x.name + b.c)', ['a.items', 'b.c']],
    ['has(a.b) ? a.b : c', ['a.b?', 'a.b', 'c']],
    ['size(a.b)', ['a.b']],
    ['a.?b.c.orValue(1)', ['a.b.c??']],
    ['a.b[?"c"]', ['a.b.c?']],
    ['a.b.startsWith("c.d")', ['a.b']],
    ['"a.b" + \'c\' + r"d" // e', []],
    ['true && null == a || x in [false]', ['a', 'x']],
    ['{"key": a.b}', ['a.b']],
    ['1.5 + a', ['a']],
  ])('finds what %s reads', (source, expected) => {
    expect(pathsOf(source)).toEqual(expected);
  });
});
