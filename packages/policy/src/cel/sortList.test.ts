import { compileExpression } from './compileExpression';
import { declareEnvironment } from './environment';

const environment = declareEnvironment('test', { input: 'any' });

function evaluate(source: string, input: unknown) {
  const compiled = compileExpression(source, environment);
  return compiled.ok ? compiled.program.evaluate({ input }) : compiled;
}

describe('sort', () => {
  it('orders strings by code point and numbers by value', () => {
    expect(
      evaluate('input.sort()', ['b', 'a', 'Ä', '\u{10000}', '\ue000']),
    ).toEqual({
      ok: true,
      value: ['a', 'b', 'Ä', '\ue000', '\u{10000}'],
    });
    expect(evaluate('input.sort()', [10, 9, -1])).toEqual({
      ok: true,
      value: [-1, 9, 10],
    });
  });

  it('makes the keys of a map come in a fixed order', () => {
    expect(evaluate('input.map(key, key).sort()', { b: 1, a: 2 })).toEqual({
      ok: true,
      value: ['a', 'b'],
    });
  });

  it('refuses elements that have no common order', () => {
    expect(evaluate('input.sort()', ['a', 1])).toMatchObject({ ok: false });
    expect(evaluate('input.sort()', [{}])).toMatchObject({ ok: false });
  });
});
