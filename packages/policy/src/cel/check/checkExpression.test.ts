import { endlessMs, processorTime } from '../../__testUtils__/processorTime';
import {
  createEnvironment,
  extendEnvironment,
} from '../environments/createEnvironment';
import { environmentNamed } from '../environments/environmentNamed';
import { parseExpression } from '../syntax/parseExpression';
import { types } from '../types/celType';
import { formatType } from '../types/formatType';
import { typeFromJsonSchema } from '../types/typeFromJsonSchema';
import { checkExpression } from './checkExpression';

const spec = typeFromJsonSchema(
  {
    properties: {
      replicas: { type: 'integer' },
      risk: { properties: { level: { enum: ['low', 'medium', 'high'] } } },
      items: {
        type: 'array',
        items: { properties: { name: { type: 'string' } } },
      },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
  'Spec',
);

const environment = extendEnvironment(environmentNamed('standard'), {
  variables: {
    spec: spec.declaration,
    x: { type: types.dyn },
    'a.b': { type: types.int },
  },
  types: spec.types,
});

describe('checkExpression', () => {
  it.each([
    ['spec.replcas > 3', 'replcas', 'did you mean `spec.replicas`?'],
    ['replicas > 3', 'replicas', 'did you mean `spec.replicas`?'],
    ['spce.replicas > 3', 'spce', 'did you mean `spec`?'],
    ['spec.items.all(i, i.nam == "a")', 'nam', 'did you mean `i.name`?'],
    ['sise(x) > 3', 'sise(x)', 'did you mean `size()`?'],
    ["spec.risk.level == 'hihg'", "'hihg'", "did you mean 'high'?"],
    ["spec.risk.level in ['low', 'hgh']", "'hgh'", "did you mean 'high'?"],
    [
      "spec.?risk.?level.orValue('low') == 'lo'",
      "'lo'",
      "one of 'low', 'medium', 'high'",
    ],
    [
      "spec.replicas.startsWith('a')",
      "spec.replicas.startsWith('a')",
      'it takes `string.startsWith(string)`',
    ],
    [
      "spec.replicas + 'a'",
      "spec.replicas + 'a'",
      'nearest are `int + int`, `string + string`',
    ],
    ['spec.labels.a.b', 'spec.labels.a.b', "type 'string' does not support"],
    ['1 && true', '1', "expected type 'bool' but found 'int'"],
    ['Foo{a: 1}', 'Foo{a: 1}', "undeclared reference to 'Foo'"],
    ['has(spec.foo)', 'foo', "undefined field 'foo'"],
    ["'%d'.format(['a'])", "'a'", '`%d` writes int, uint, double'],
    ["'%d'.format([])", '[]', 'index 0 out of range'],
  ])(
    'says of %s what is wrong, where, and what would fit',
    (source, place, message) => {
      const [issue] = issuesOf(source);
      expect(source.slice(issue.start, issue.end)).toBe(place);
      expect(issue.message).toContain(message);
    },
  );

  it('reports every issue, and each mistake once', () => {
    expect(
      issuesOf('foo + 1 > bar.baz.size() && spec.nothing == 3 || !foo').map(
        ({ start }) => start,
      ),
    ).toEqual([0, 10, 33, 50]);
  });

  it('gives what has an issue the type error, which causes no other issue, and keeps the other types', () => {
    const { checked, issues } = check(
      '[foo, 1].all(f, f > 0) ? spec.replicas : 2',
    );
    expect(issues).toHaveLength(1);
    expect(formatType(checked.type)).toBe('int');
  });

  it.each([
    ['a.b + 1', 'int'],
    ['spec.items.map(a, a.name)', 'list(string)'],
    ['spec.items.map(spec, spec.name)', 'list(string)'],
    ['[1].map(x, .x)', 'list(dyn)'],
    ['math.greatest(1, 2)', 'int'],
    ['spec.?labels.?app', 'optional_type(string)'],
    ['optional.of(spec).replicas', 'optional_type(int)'],
    ['cel.bind(r, spec.risk, r.level)', 'string'],
    ['spec.labels.transformMap(k, v, v.size())', 'map(string, int)'],
    ['{}', 'map(dyn, dyn)'],
    ["[1, 'a']", 'list(dyn)'],
  ])('finds that %s is %s', (source, type) => {
    const { checked, issues } = check(source);
    expect(issues).toEqual([]);
    expect(formatType(checked.type)).toBe(type);
  });

  it('looks names up in the container first, and an outer variable past a loop variable by a leading dot', () => {
    const inContainer = createEnvironment({
      name: 'container',
      container: 'a.b',
      variables: {
        'a.b.c': { type: types.int },
        'a.c': { type: types.string },
        c: { type: types.bool },
      },
    });
    const typeOf = (source: string) =>
      formatType(check(source, inContainer).checked.type);
    expect(typeOf('c')).toBe('int');
    expect(typeOf('.c')).toBe('bool');
    expect(typeOf('a.c')).toBe('string');
  });

  it('holds lists and maps to one type where the environment wants it, but for arguments of format', () => {
    const kubernetes = environmentNamed('kubernetes/1.36');
    expect(check("[1, 'a']", kubernetes).issues).toHaveLength(1);
    expect(check("{'a': 1, 'b': 'c'}", kubernetes).issues).toHaveLength(1);
    expect(check("'%d %s'.format([1, 'a'])", kubernetes).issues).toEqual([]);
  });

  it('finds literals that cannot be read where the environment wants it', () => {
    const kubernetes = environmentNamed('kubernetes/1.36');
    expect(check("duration('soon')", kubernetes).issues).toHaveLength(1);
    expect(check("'a'.matches('(')", kubernetes).issues).toHaveLength(1);
    expect(
      check("duration('soon')", environmentNamed('standard')).issues,
    ).toEqual([]);
  });

  it.each([
    ['bindings that double a type', bindings(60)],
    ['many empty lists', `[${'[],'.repeat(1_900)}[]]`],
    ['deep nesting', `${'['.repeat(200)}${',[]]'.repeat(200).slice(1)}`],
    ['many mistakes', `[${'foo,'.repeat(1_900)}1 + true]`],
    ['many overload mismatches', `[${"1+'a',".repeat(600)}1]`],
    ['long paths', `[${`x${'.a'.repeat(200)},`.repeat(9)}1]`],
  ])('ends checking %s', (_, source) => {
    expect(processorTime(() => check(source))).toBeLessThan(endlessMs);
  });
});

function bindings(depth: number): string {
  return depth === 0
    ? 'a1'
    : `cel.bind(a${depth}, ${
        depth === 60 ? '[]' : `{a${depth + 1}: a${depth + 1}}`
      }, ${bindings(depth - 1)})`;
}

function issuesOf(source: string) {
  return check(source).issues;
}

function check(source: string, within = environment) {
  const parsed = parseExpression(source, within);
  if (!parsed.ok) {
    throw new Error(parsed.issues[0].message);
  }
  return checkExpression(parsed.parsed, within);
}
