import { endlessMs } from '../__testUtils__/processorTime';
import { environmentNamed } from './environments/environmentNamed';
import { createMandateEnvironment } from './environments/ownEnvironments';
import { evaluateExpression } from './library/__testUtils__/evaluateExpression';
import type { Outcome } from './library/__testUtils__/evaluateExpression';
import { types } from './types/celType';

const dialects = {
  kubernetes: environmentNamed('kubernetes/1.36'),
  mandate: createMandateEnvironment({
    variables: { x: { type: types.dyn } },
  }),
} as const;

function timed(
  run: () => Outcome,
): Outcome & { readonly milliseconds: number } {
  const started = process.cpuUsage();
  const outcome = run();
  const { user, system } = process.cpuUsage(started);
  return { ...outcome, milliseconds: (user + system) / 1_000 };
}

describe('random input', () => {
  const bytes = randomNumbers(1);
  const vocabulary = [
    ...'()[]{}.,:?!+-*/%<>=&|"\'`\\ \n0189aexurb_$@#',
    ...['&&', '||', '==', '!=', '<=', '>=', ' in ', '.?', '[?', 'true', 'null'],
    ...['x', 'size', 'has', 'all', 'map', 'optional', 'of', '0x', '1e9', '.5'],
    ...["r'''", 'b"', '\\u', '\\x', '//', '{{', 'Int{', '😀', '\ud800', '\0'],
  ];

  it('of 80,000 byte strings breaks nothing', () => {
    for (let round = 0; round < 80_000; round += 1) {
      const source = Array.from({ length: bytes() % 40 }, () =>
        String.fromCharCode(bytes() % 256),
      ).join('');
      expect(() => evaluateExpression(dialects.mandate, source)).not.toThrow();
    }
  });

  it('of 20,000 strings of tokens breaks nothing', () => {
    for (let round = 0; round < 20_000; round += 1) {
      const source = Array.from(
        { length: bytes() % 20 },
        () => vocabulary[bytes() % vocabulary.length],
      ).join('');
      expect(() =>
        evaluateExpression(dialects.mandate, source, { x: [1, 'a'] }),
      ).not.toThrow();
    }
  });
});

/** Expressions that fail with what they read. */
const failing = [
  'int(x.text)',
  'uint(x.text)',
  'double(x.text)',
  'bool(x.text)',
  'duration(x.text)',
  'timestamp(x.text)',
  'x.text + 1',
  'x.number / 0',
  'x.list[5]',
  'x.list[x.text]',
  'x.map.missing',
  'x.text.missing',
  'x.text[0]',
  'quantity(x.text)',
  'ip(x.text)',
  'ip.isCanonical(x.text)',
  'cidr(x.text)',
  "cidr('::/0').containsIP(x.text)",
  "cidr('::/0').containsCIDR(x.text)",
  'url(x.text)',
  "url('http://h ' + x.text)",
  'semver(x.text)',
  "semver(x.text + '.1.2')",
  "semver('1.2.3-' + x.text + '_')",
  "x.text.matches('(' + x.text)",
  "x.text.find('(' + x.text)",
  "x.text.findAll('[' + x.text)",
  'x.list.join(1)',
  '[1, x.text].join()',
  'x.text.format([1])',
  "'%d'.format([x.text])",
  "('%' + x.text).format([1])",
  'x.text.charAt(100)',
  'x.text.substring(100)',
  'x.list.sum()',
  'x.text ? 1 : 2',
  '!x.text',
  '-x.text',
  'x.text && true',
  'x.text < 1',
  'x.text in 1',
  'x.text.all(y, y)',
  'x.list.all(y, y)',
  'x.list.map(y, int(y))',
  'x.number.startsWith("a")',
  'bytes(x.text) + x.text',
  'type(x.text)(1)',
  "base64.decode(x.text + '*')",
  "regex.replace(x.text, 'h', '\\\\' + x.text)",
  "regex.extract(x.text, '(' + x.text + ')(h)')",
  'math.greatest(x.text, 1)',
  '{x.text: 1, x.text: 2}',
  'x.list.slice(0, 9)',
  'plan.within(x)',
];

describe.each(Object.entries(dialects))('in the %s dialect', (_, dialect) => {
  const deep = 10_000;
  const refusals = ['refused', 'failed'];

  it.each([
    ['parentheses', `${'('.repeat(deep)}1${')'.repeat(deep)}`],
    ['open parentheses', '('.repeat(deep)],
    ['lists', `${'['.repeat(deep)}${']'.repeat(deep)}`],
    ['maps', `${'{1:'.repeat(deep)}1${'}'.repeat(deep)}`],
    ['negations', `${'!'.repeat(deep)}true`],
    ['minus signs', `${'-'.repeat(deep)}1`],
    ['minus signs apart', `${'- '.repeat(deep)}x`],
    ['calls', `${'size('.repeat(deep)}x${')'.repeat(deep)}`],
    ['selections', `x${'.a'.repeat(deep)}`],
    ['optional selections', `x${'.?a'.repeat(deep)}`],
    ['indices', `x${'[0]'.repeat(deep)}`],
    ['indices within', `${'x['.repeat(deep)}0${']'.repeat(deep)}`],
    ['member calls', `x${'.size()'.repeat(deep)}`],
    ['conditions', `${'true ? '.repeat(deep)}1${' : 1'.repeat(deep)}`],
    ['conditions behind', `true${' ? 1 : true'.repeat(deep)} ? 1 : 2`],
    ['macros', `${'[1].map(x, '.repeat(deep)}1${')'.repeat(deep)}`],
    ['ranges', `x${'.map(y, y)'.repeat(deep)}`],
    ['comparisons', `1${' == 1'.repeat(deep)}`],
  ])('%s nested 10,000 deep are refused or bounded', (name, source) => {
    const outcome = timed(() => evaluateExpression(dialect, source, { x: 1 }));
    expect(outcome.milliseconds).toBeLessThan(endlessMs);
    // A pair of negations is none, as in cel-go, so these have a value.
    expect(/^(?:negations|minus)/.test(name) ? ['value'] : refusals).toContain(
      outcome.kind,
    );
  });

  it.each([
    ['a sum', Array(16_000).fill('x').join(' + ')],
    ['a conjunction', Array(10_000).fill('x == 1').join(' && ')],
    ['a disjunction', Array(10_000).fill('x == 2').join(' || ')],
    ['a list', `size([${Array(16_000).fill('x').join(', ')}])`],
    [
      'a map',
      `size({${Array.from(
        { length: 6_000 },
        (_unused, n) => `${n}: x`,
      ).join()}})`,
    ],
    ['a string', `size('${'a'.repeat(64_000)}')`],
    ['a comment', `x // ${'a'.repeat(64_000)}`],
    ['blanks', `${' '.repeat(64_000)}x`],
    ['digits', '1'.repeat(64_000)],
    ['an escape', `'${'\\u0041'.repeat(10_000)}'.size()`],
    ['a name', 'x'.repeat(64_000)],
    ['unknown names', Array(8_000).fill('y').join(' + ')],
    ['open strings', '"'.repeat(64_001)],
    ['dots', `x${'.'.repeat(64_000)}`],
  ])('%s of 64 KB is answered', (_name, source) => {
    const { milliseconds } = timed(() =>
      evaluateExpression(dialect, source, { x: 1 }),
    );
    expect(milliseconds).toBeLessThan(endlessMs);
  });

  it('three loops over 300 items within each other end at the cost limit', () => {
    const x = Array.from({ length: 300 }, (_unused, index) => index);
    const outcome = timed(() =>
      evaluateExpression(
        dialect,
        'x.all(a, x.all(b, x.all(c, a + b + c >= 0)))',
        {
          x,
        },
      ),
    );
    expect(outcome.milliseconds).toBeLessThan(endlessMs);
    expect(outcome).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('cost limit exceeded'),
    });
  });

  it.each([
    ["'^(a+)+$'", `${'a'.repeat(50_000)}!`],
    ["'(a|aa)+$'", `${'a'.repeat(50_000)}b`],
    ["'(.*)(.*)(.*)(.*)(.*)x'", 'a'.repeat(50_000)],
    ["'((a{100}){100}){100}'", 'a'],
    ["'(a?){500}a{500}'", 'a'.repeat(500)],
    [`'${'(a|'.repeat(500)}b${')'.repeat(500)}'`, 'a'.repeat(1_000)],
    [`'${'(?i)\\\\pL\\\\PN'.repeat(200)}'`, 'a'.repeat(10_000)],
  ])('the pattern %.30s takes no time', (pattern, x) => {
    for (const source of [
      `x.matches(${pattern})`,
      `x.find(${pattern}) == ''`,
    ]) {
      const outcome = timed(() => evaluateExpression(dialect, source, { x }));
      expect(outcome.milliseconds).toBeLessThan(endlessMs);
    }
  });

  it('finding all matches is bounded where each looks to the end', () => {
    const x = 'ab'.repeat(30_000);
    for (const pattern of ['(.*?[cd]|a)', '', '[ab]', 'a|b']) {
      const outcome = timed(() =>
        evaluateExpression(dialect, `x.findAll('${pattern}').size()`, { x }),
      );
      expect(outcome.milliseconds).toBeLessThan(endlessMs);
    }
  });

  it.each([
    ['replace', growth("a.replace('', a)")],
    ['join', growth('[a, a, a, a, a, a, a, a, a, a].join(a)')],
    [
      'format',
      growth("'%s%s%s%s%s%s%s%s%s%s'.format([a, a, a, a, a, a, a, a, a, a])"),
    ],
    ['concatenation', growth('a + a + a + a + a + a + a + a + a + a')],
    [
      'lists',
      '[[1]].map(a, a + a).map(a, a + a).size() + [1, 2, 3, 4, 5, 6, 7, 8, 9].map(a, lists.range(1000000)).size()',
    ],
    [
      'quotes',
      growth('strings.quote(a) + strings.quote(a) + strings.quote(a)'),
    ],
    ['split', growth("a.replace('', '--').split('').join('..')")],
  ])('growth by %s is bounded', (_name, source) => {
    const before = process.memoryUsage().heapUsed;
    const outcome = timed(() => evaluateExpression(dialect, source));
    expect(outcome.milliseconds).toBeLessThan(endlessMs);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(400_000_000);
    expect(outcome.kind === 'value' ? 'value' : 'failed').toBe(outcome.kind);
  });

  it.each(['x.matches(p)', "x.find(p) == ''", "x.matches('(a?){100}a{100}')"])(
    'matching in a loop by %s is paid for',
    source => {
      const outcome = timed(() =>
        evaluateExpression(dialect, `n.all(i, n.all(j, ${source} || true))`, {
          x: 'a'.repeat(100),
          p: '(?:a?){100}a{100}',
          n: Array.from({ length: 300 }, (_unused, index) => index),
        }),
      );
      expect(outcome.milliseconds).toBeLessThan(endlessMs);
      expect(outcome).toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('cost limit exceeded'),
      });
    },
  );

  it('amounts with large exponents take no memory', () => {
    for (const x of [
      '1e999',
      '1e999999999',
      `${'9'.repeat(60_000)}`,
      '1e-999',
    ]) {
      const outcome = timed(() =>
        evaluateExpression(
          dialect,
          "quantity(x).add(quantity('1n')).isInteger()",
          { x },
        ),
      );
      expect(outcome.milliseconds).toBeLessThan(endlessMs);
    }
  });

  it('no message carries what was read', () => {
    const secret = 'hunter2';
    const x = {
      text: secret,
      list: [secret],
      map: { [secret]: secret },
      number: 77_777_777,
    };
    const messages = failing.flatMap(source => {
      const outcome = evaluateExpression(dialect, source, { x });
      return outcome.kind === 'failed' ? [outcome.message] : [];
    });
    expect(messages.length).toBeGreaterThan(failing.length / 2);
    expect(
      messages.filter(message => /hunter2|77777777/.test(message)),
    ).toEqual([]);
  });
});

/** Applies a step to a text ten times over, each result the text of the next. */

function growth(step: string): string {
  return Array(8)
    .fill(step)
    .reduce<string>(
      (inner, next: string) => `[${inner}].map(a, ${next})[0]`,
      "'abcdefghij'",
    );
}

function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    // Numerical Recipes' linear generator: reproducible, and good enough to choose characters.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  };
}
