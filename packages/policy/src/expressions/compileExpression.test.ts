import { endlessMs, processorTime } from '../__testUtils__/processorTime';
import { compileExpression } from './compileExpression';
import { declareEnvironment } from './environment';
import { mandateEnvironment } from './knownEnvironments';

const open = declareEnvironment('open', {
  a: 'any',
  b: 'any',
  cores: 'double',
});

function evaluate(source: string, input: Record<string, unknown> = {}) {
  const compiled = compileExpression(source, open);
  if (!compiled.ok) {
    throw new Error(compiled.errors.map(error => error.message).join('\n'));
  }
  return compiled.program.evaluate(input);
}

function errorsOf(source: string, environment = mandateEnvironment) {
  const compiled = compileExpression(source, environment);
  return compiled.ok ? [] : compiled.errors;
}

describe('compileExpression: errors have words and a position', () => {
  it.each([
    ['risk.levell == "low"', 1, 6, '`risk.level`'],
    ["true &&\n  riks.level == 'low'", 2, 3, '`risk`'],
    ["risk.level == 'hihg'", 1, 15, "'high'?"],
    ["'midium' == risk.level", 1, 1, "'medium'?"],
    ["risk.level in ['low', 'medum']", 1, 23, "'medium'?"],
    ["risk.level != 'critical'", 1, 15, "one of 'low', 'medium', 'high'"],
    ["plan.version.bum == 'major'", 1, 14, '`plan.version.bump`'],
    ['plan.replicas.x == 1', 1, 1, "type 'int'"],
    ["risk.factors.exists(f, f.nam == 'x')", 1, 26, '`f.name`'],
    ['nothing(1)', 1, 1, 'no function `nothing`'],
    ["target.tags.al(t, t == 'x')", 1, 1, 'no function `al`'],
    ['has(risk)', 1, 5, 'has()'],
    ['risk.level ==', 1, 14, 'missing at the end'],
    ['', 1, 1, 'missing'],
    ['"unclosed', 1, 1, 'not closed'],
  ])('%s', (source, line, column, words) => {
    const [error] = errorsOf(source);
    expect(error.message).toContain(words);
    expect([error.line, error.column]).toEqual([line, column]);
  });

  it('reports every unknown name, not only the first', () => {
    expect(errorsOf('x1 == 1 && y1 == 2')).toHaveLength(2);
  });

  it('refuses a source over 64 KiB, and too deep brackets', () => {
    expect(errorsOf(`true${' '.repeat(65_536)}`)).toHaveLength(1);
    expect(errorsOf('('.repeat(30_000)).length).toBeGreaterThan(0);
  });

  it('refuses loops within loops that may take too much work, and says what makes it so', () => {
    const source = 'a.all(x, a.all(y, a.all(z, x + y + z > 0)))';
    expect(errorsOf(source, open)[0].message).toMatch(/500,000 units.*`a`/);
    expect(errorsOf('a.all(x, a.all(y, x + y > 0))', open)).toEqual([]);
  });

  it('lets open objects hold anything', () => {
    expect(errorsOf('a.spec.replicas > 1', open)).toEqual([]);
    expect(errorsOf('change.input.anything == 1')).toEqual([]);
  });

  it('answers the same program for the same source and environment', () => {
    expect(compileExpression('a == 1', open)).toBe(
      compileExpression('a == 1', open),
    );
    expect(compileExpression('a == 1', open)).not.toBe(
      compileExpression('a == 1', declareEnvironment('open', { a: 'any' })),
    );
  });
});

describe('evaluate: plain JavaScript in and out', () => {
  it.each([
    ['a + 1', { a: 2 }, 3],
    ['a <= b', { a: 3, b: 2.5 }, false],
    ['a == b', { a: 2, b: 2.0 }, true],
    ['cores * 2.0', { cores: 4 }, 8],
    ['cores <= a', { cores: 4, a: 4 }, true],
    ['a.x[0].y', { a: { x: [{ y: 'z' }] } }, 'z'],
    ['a.map(x, x * 2)', { a: [1, 2] }, [2, 4]],
    ["{'k': a}", { a: null }, { k: null }],
    ['{1: true}', {}, new Map([[1, true]])],
    ['9007199254740993', {}, 9007199254740993n],
    ['a', { a: { gone: undefined, kept: 1 } }, { kept: 1 }],
    ['has(a.gone)', { a: { gone: undefined } }, false],
    ['has(a.toString)', { a: {} }, false],
    ["a['$typeName']", { a: { $typeName: 'x' } }, 'x'],
    ["timestamp('2026-01-01T00:00:00Z')", {}, '2026-01-01T00:00:00Z'],
    ["duration('90s')", {}, '90s'],
    ['a', { a: new Date(0) }, '1970-01-01T00:00:00Z'],
    ['type(a)', { a: 1 }, 'int'],
    ["'a,b'.split(',')", {}, ['a', 'b']],
  ])('%s', (source, input, value) => {
    expect(evaluate(source, input)).toEqual({ ok: true, value });
  });

  it.each([
    ['a.missing == 1', { a: {} }, 'missing'],
    ['b', { a: 1 }, 'no such attribute(s): b'],
    ['a.b.c', { a: { b: null } }, 'c'],
    ['1 / 0', {}, 'zero'],
    ['a', { a: () => 1 }, 'function'],
  ])('an error, never a value or an exception: %s', (source, input, words) => {
    const result = evaluate(source, input);
    expect(result).toEqual({
      ok: false,
      error: expect.stringContaining(words),
    });
  });

  it('stops an evaluation that takes too much work, and says so', () => {
    const a = Array.from({ length: 1_001 }, (_, index) => index);
    const source = 'a.all(x, a.all(y, x + y >= 0))';
    expect(evaluate(source, { a })).toEqual({
      ok: false,
      error: expect.stringContaining('cost limit'),
    });
    expect(evaluate(source, { a: a.slice(0, 10) })).toMatchObject({ ok: true });
  });

  it('ends matching a regular expression that others go back in for ever', () => {
    expect(
      processorTime(() =>
        evaluate("a.matches('^(a+)+$')", { a: `${'a'.repeat(40)}!` }),
      ),
    ).toBeLessThan(endlessMs);
  });

  it('has no value for names of Object.prototype', () => {
    const environment = declareEnvironment(
      'odd',
      Object.fromEntries([['constructor', 'any' as const]]),
    );
    const compiled = compileExpression('constructor', environment);
    expect(compiled.ok && compiled.program.evaluate({})).toEqual({
      ok: false,
      error: expect.stringContaining('constructor'),
    });
  });
});

describe('plan.within', () => {
  const within = (plan: unknown, limits: unknown) => {
    const compiled = compileExpression(
      'plan.within(limits)',
      mandateEnvironment,
    );
    return compiled.ok && compiled.program.evaluate({ plan, limits });
  };

  it('is true when no limit is exceeded, equal being within', () => {
    const plan = { figures: { replicas: 3, cpuCores: 1.5 } };
    expect(within(plan, { replicas: 3, cpuCores: 2 })).toEqual({
      ok: true,
      value: true,
    });
    expect(within(plan, { replicas: 2 })).toEqual({ ok: true, value: false });
    expect(within(plan, {})).toEqual({ ok: true, value: true });
  });

  it('is an error when a limited figure is missing, even when another limit is exceeded', () => {
    const plan = { figures: { replicas: 3 } };
    expect(within(plan, { replicas: 1, memoryGiB: 2 })).toMatchObject({
      ok: false,
    });
    expect(within(plan, { memoryGiB: 2 })).toEqual({
      ok: false,
      error: expect.stringContaining('memoryGiB'),
    });
  });
});
