import { checkExpression } from '../check/checkExpression';
import { createEnvironment } from '../environments/createEnvironment';
import { bindingsLibrary } from '../library/standard/bindingsLibrary';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { parseExpression } from '../syntax/parseExpression';
import { types } from '../types/celType';
import { CelDouble } from '../values/numbers';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import { planExpression } from './planExpression';

const environment = createEnvironment({
  name: 'test',
  libraries: [standardLibrary, optionalsLibrary, bindingsLibrary],
  variables: {
    items: { type: types.dyn },
    share: { type: types.double },
    shares: { type: types.list(types.double) },
    count: { type: types.int },
    since: { type: types.timestamp },
    wait: { type: types.duration },
    key: { type: types.bytes },
  },
});

describe('the cost limit', () => {
  const items = Array.from({ length: 300 }, (_, index) => index);

  it.each([
    'items.all(a, items.all(b, items.all(c, a + b + c >= 0))) || true',
    'true || items.all(a, items.all(b, items.all(c, true)))',
    'items.exists(a, items.exists(b, items.exists(c, 1 / 0 > c)))',
  ])('ends %s, unless nothing was evaluated', source => {
    const value = run(source, { items });
    expect(value).toEqual(
      source.startsWith('true')
        ? true
        : new CelError('operation cancelled: actual cost limit exceeded'),
    );
  });

  it('counts what cel-go counts', () => {
    const { program } = compile('items.filter(e, e > 298).size() == 1');
    // What cel-go 0.33 answers for it.
    expect(program.run({ items }).cost).toBe(627);
  });
});

describe("the caller's data", () => {
  it('has whole numbers where doubles are declared', () => {
    expect(run('share + 0.5', { share: 1 })).toEqual(new CelDouble(1.5));
    expect(run('shares[0] / 2.0', { shares: [1] })).toEqual(new CelDouble(0.5));
    expect(run('shares.all(s, s < 2.0)', { shares: [1, 1.5] })).toBe(true);
    expect(run('shares == [1.0, 2.0]', { shares: [1, 2] })).toBe(true);
  });

  it('has times, durations and bytes as text', () => {
    expect(
      run('since + wait == timestamp("2026-01-01T00:01:30Z")', {
        since: '2026-01-01T00:00:00Z',
        wait: '1m30s',
      }),
    ).toBe(true);
    expect(run("key == b'hi'", { key: 'aGk=' })).toBe(true);
  });

  it.each([
    ['count == 1', { count: '1' }, 'string'],
    ['count == 1', { count: 1.5 }, 'double'],
    ['share == 1.0', { share: 'high' }, 'string'],
    ['shares.size() == 1', { shares: { a: 1 } }, 'map'],
  ])(
    'of another type than declared is an error: %s',
    (source, input, found) => {
      expect(run(source, input)).toMatchObject({
        message: expect.stringContaining(`of type ${found}`),
      });
    },
  );

  it('has no fields but its own', () => {
    expect(run('has(items.constructor)', { items: {} })).toBe(false);
    expect(run('items.toString', { items: {} })).toMatchObject({
      message: 'no such key: toString',
    });
    expect(run('items.gone', { items: { gone: undefined } })).toMatchObject({
      message: 'no such key: gone',
    });
  });

  it('that throws breaks off the evaluation, not the caller', () => {
    const items = {
      get trap() {
        throw new Error('not now');
      },
    };
    expect(run('items.trap == 1 || true', { items })).toBeInstanceOf(CelError);
  });
});

describe('errors', () => {
  it('are placed at the part that failed', () => {
    const { program, parsed } = compile('count > 0 && 1 / (count - 1) > 0');
    const { value } = program.run({ count: 1 });
    expect(value).toMatchObject({ message: 'division by zero' });
    const division = parsed.expr.kind === 'call' && parsed.expr.arguments[1];
    expect(
      division && division.kind === 'call' && division.arguments[0].id,
    ).toBe(value instanceof CelError ? value.exprId : undefined);
  });

  it('of constants happen when the program runs', () => {
    expect(run('1 / 0 == 1', {})).toMatchObject({
      message: 'division by zero',
    });
    expect(run("count == 0 || 'x'.matches('(')", { count: 0 })).toBe(true);
  });
});

describe('an observed run', () => {
  it('tells the element that decided, and what its parts were', () => {
    const { observed, deciding, comprehension } = observe(
      'items.all(i, i.n < 3)',
      { items: [{ n: 1 }, { n: 5 }, { n: 2 }] },
    );
    expect([...deciding.values()]).toEqual([{ key: 1, value: { n: 5 } }]);
    expect(observed.get(comprehension)).toBe(false);
    expect([...observed.values()]).toContain(5);
  });

  it('tells what variables and loop variables were, of which only fields were read', () => {
    const items = [{ n: 1 }];
    const { observed } = observe('items.all(i, has(i.n))', { items });
    expect([...observed.values()]).toEqual(
      expect.arrayContaining([items, items[0], true]),
    );
  });

  it('tells the element that failed when no other decided', () => {
    const { observed, deciding } = observe('items.exists(i, 1 / i > 2)', {
      items: [2, 0, 3],
    });
    expect([...deciding.values()]).toEqual([{ key: 1, value: 0 }]);
    expect([...observed.values()]).not.toContain(3);
  });

  it('has no value for what a short-circuit skipped', () => {
    const { observed } = observe('count == 1 || share > 0.5', {
      count: 1,
      share: 0.7,
    });
    expect([...observed.values()]).not.toContainEqual(new CelDouble(0.7));
  });
});

function compile(source: string) {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  expect(issues).toEqual([]);
  return {
    parsed: parsing.parsed,
    checked,
    program: planExpression(checked, environment),
  };
}

function run(
  source: string,
  variables: Readonly<Record<string, unknown>>,
): Evaluated {
  return compile(source).program.run(variables).value;
}

function observe(source: string, variables: Readonly<Record<string, unknown>>) {
  const { checked } = compile(source);
  return {
    ...planExpression(checked, environment, { observe: true }).run(variables),
    comprehension: checked.expr.id,
  };
}
