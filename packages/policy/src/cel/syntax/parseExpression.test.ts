import { endlessMs, processorTime } from '../../__testUtils__/processorTime';
import fc from 'fast-check';
import { syntaxEnvironment } from '../../__testUtils__/syntaxEnvironment';
import type { Expr } from './expression';
import { parseExpression } from './parseExpression';
import { positionAt } from './position';
import { recoverExpression } from './recoverExpression';

const environment = syntaxEnvironment();

/** Twice the depth that any later pass may meet: 250 operators and 250 levels, and what macros add to them. */
const deepest = 2_000;

describe('parseExpression', () => {
  it.each([
    ['9223372036854775807', 9223372036854775807n],
    ['-9223372036854775808', -9223372036854775808n],
    ['-0x8000000000000000', -9223372036854775808n],
    ['0x1F', 31],
    ['-0', 0],
    ['"\\u00e9\\U0001F600\\x41\\101\\n"', 'é😀AA\n'],
    ["r'\\n'", '\\n'],
    ['"""a\r\n"b" """', 'a\n"b" '],
    ["''''a'''", "'a"],
  ])('reads %s', (source, value) => {
    expect(parsed(source)).toMatchObject({ kind: 'constant', value });
  });

  it.each([
    ['b"é\\xff\\377"', [0xc3, 0xa9, 255, 255]],
    ["rb'\\x'", [92, 120]],
    ['BR"a"', [97]],
  ])('reads %s', (source, bytes) => {
    expect(parsed(source)).toMatchObject({ value: Uint8Array.from(bytes) });
  });

  it.each([
    ['9223372036854775808', '1:1', 'out of range'],
    ['-9223372036854775809', '1:1', 'out of range'],
    ['18446744073709551616u', '1:1', 'out of range'],
    ['1e309', '1:1', 'out of range'],
    ['"\\q"', '1:2', 'no escape'],
    ['"\\u12"', '1:2', '4 hexadecimal digits'],
    ['b"\\u1234"', '1:3', 'for strings'],
    ['"\\400"', '1:2', 'octal'],
    ['"abc', '1:1', 'not closed'],
    ['f(a, (b + c]', '1:12', 'Expected `)`'],
    ['size(a', '1:7', 'to close the bracket opened at 1:5'],
    ['a = b', '1:3', 'Compare with `==`'],
    ['a and b', '1:3', 'Write `&&`'],
    ['a.', '1:3', 'name of a field'],
    ['f(a,)', '1:5', 'missing behind the comma'],
    ['a ? b', '1:6', 'Expected `:`'],
    ['a ? b ? c : d : e', '1:7', 'needs brackets'],
    ['!-a', '1:2', 'needs brackets'],
    ['for', '1:1', 'reserved'],
    ['for.a', '1:1', 'reserved'],
    ['for.?a', '1:1', 'reserved'],
    ['for.`a`', '1:1', 'reserved'],
    ['.for[0]', '1:2', 'reserved'],
    ['for.a()', '1:1', 'reserved'],
    ["'😀' == =", '1:8', 'has no meaning'],
    ['', '1:1', 'A value is missing'],
    ['// only a comment', '1:18', 'A value is missing'],
  ])('refuses %s at %s', (source, place, message) => {
    const result = parseExpression(source, environment);
    const [issue] = result.ok ? [] : result.issues;
    const { line, column } = positionAt(source, issue?.start ?? 0);
    expect({ place: `${line}:${column}`, message: issue?.message }).toEqual({
      place,
      message: expect.stringContaining(message),
    });
  });

  it('reports several mistakes at once, each at its place', () => {
    const { issues } = recoverExpression(
      'a. && f(b c, "\\q") || [1, 2',
      environment,
    );
    expect(issues.map(({ start }) => start)).toEqual([3, 10, 14, 27]);
  });

  it('keeps what was written of macros', () => {
    const result = parseExpression('a.all(x, has(x.b))', environment);
    expect(
      result.ok &&
        [...result.parsed.macroCalls.values()].map(call => call.function),
    ).toEqual(['has', 'all']);
  });

  it('places each node at its text, brackets apart', () => {
    const source = '(a + b).c == [d]';
    const places: string[] = [];
    visit(parsed(source), ({ start, end }) => {
      places.push(source.slice(start, end));
    });
    expect(places).toEqual([
      '(a + b).c == [d]',
      '(a + b).c',
      'a + b',
      'a',
      'b',
      '[d]',
      'd',
    ]);
  });

  it('gives each node an id of its own', () => {
    const ids: number[] = [];
    visit(
      parsed('a.optMap(x, x).b.map(y, y > 0, y).filter(z, has(z.c))'),
      ({ id }) => ids.push(id),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['brackets', '('.repeat(249) + 1 + ')'.repeat(249), '('.repeat(250)],
    ['lists', '['.repeat(250) + ']'.repeat(250), '['.repeat(251)],
    ['sums', '1+'.repeat(250) + 1, '1+'.repeat(251) + 1],
    ['selections', `a${'.b'.repeat(250)}`, `a${'.b'.repeat(251)}`],
    ['choices', `${'a?b:'.repeat(249)}c`, `${'a?b:'.repeat(250)}c`],
  ])("ends %s where cel-go's limit is", (_, accepted, refused) => {
    expect(parseExpression(accepted, environment)).toMatchObject({ ok: true });
    const result = parseExpression(refused, environment);
    expect(result.ok).toBe(false);
    expect(result.ok || result.issues[0].message).toMatch(/more than 250/);
  });

  it('balances a chain of 1,900 conditions', () => {
    const expr = parsed(Array(1_900).fill('a').join(' && '));
    expect(depthOf(expr)).toBe(12);
  });

  it('answers within bounds whatever is nested, 10,000 deep', () => {
    const openers = [
      '(',
      '[',
      '{',
      '{1:',
      'a(',
      'a.b(',
      'a[',
      '!',
      '-',
      'a?b:',
      'a.map(x,',
      'A{b:',
      'a.',
      'a&&(',
      '"',
      '[?',
      'cel.bind(x,1,',
    ];
    for (const opener of openers) {
      const source = opener.repeat(10_000).slice(0, 65_536);
      expect(
        depthOf(recoverExpression(source, environment).parsed.expr),
      ).toBeLessThan(deepest);
    }
  });

  it('refuses more than 64 KiB', () => {
    expect(parseExpression(' '.repeat(65_537), environment)).toMatchObject({
      ok: false,
      issues: [{ message: expect.stringContaining('At most 65536') }],
    });
  });

  it.each([
    ['a && ', 'a'],
    ['a + ', ''],
    ['f(a, ', ''],
    ['[1, ', ''],
    ['{1: 2, ', ''],
    ['"\\x', ''],
    ['a.b', ''],
    ['has(a.b) || ', 'a'],
    ['$', ''],
    ['? ', ''],
    [') ', ''],
    ['a b ', ''],
    ['0x', ''],
    ['9', ''],
    ['// ', ''],
    ['`', ''],
    ["'''", ''],
    ['\\', ''],
    ['[?a, ', ''],
    ['a.optMap(x, x)', ''],
    ['.', ''],
    ['a,', ''],
    ['1u', ''],
    ["b'\\xff' + ", '1'],
  ])('ends with 64 KiB of %j', (piece, end) => {
    const source = piece.repeat(65_530 / piece.length) + end;
    expect(
      processorTime(() => recoverExpression(source, environment)),
    ).toBeLessThan(endlessMs);
  });

  it('never throws, and answers a tree or an issue, for any text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc
        .uint8Array({ maxLength: 60 })
        .map(bytes => String.fromCharCode(...bytes)),
      fc
        .array(
          fc.constantFrom(
            'a',
            '.',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '?',
            ':',
            ',',
            '"',
            "'",
            '\\',
            '`',
            '//',
            '\n',
            '&&',
            '||',
            '-',
            '!',
            ' in ',
            '1',
            '0x',
            'u',
            '1.5',
            'e',
            ' ',
            'has',
            '.all(x,',
            'r"',
            "b'''",
            'for',
            'null',
            '==',
          ),
          { maxLength: 40 },
        )
        .map(words => words.join('')),
    );
    const outcome = fc.check(
      fc.property(text, source => {
        const { issues } = recoverExpression(source, environment);
        const placed = issues.every(
          ({ start, end }) =>
            start >= 0 && start <= end && end <= source.length,
        );
        return placed;
      }),
      { numRuns: 100_000 },
    );
    expect(outcome.counterexample).toBeNull();
  });
});

function parsed(source: string): Expr {
  const result = parseExpression(source, environment);
  if (!result.ok) {
    throw new Error(`${source}: ${result.issues[0].message}`);
  }
  return result.parsed.expr;
}

function visit(expr: Expr, visitor: (expr: Expr) => void): void {
  visitor(expr);
  for (const child of childrenOf(expr)) {
    visit(child, visitor);
  }
}

function depthOf(expr: Expr): number {
  return (
    1 +
    childrenOf(expr).reduce(
      (depth, child) => Math.max(depth, depthOf(child)),
      0,
    )
  );
}

function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target ? [expr.target, ...expr.arguments] : expr.arguments;
    case 'list':
      return expr.elements;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'struct':
      return expr.fields.map(({ value }) => value);
    case 'comprehension':
      return [expr.range, expr.initial, expr.condition, expr.step, expr.result];
    default:
      return [];
  }
}
