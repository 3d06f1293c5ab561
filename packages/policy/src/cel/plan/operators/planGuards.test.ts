import fc from 'fast-check';
import { checkExpression } from '../../check/checkExpression';
import { createEnvironment } from '../../environments/createEnvironment';
import { standardLibrary } from '../../library/standard/standardLibrary';
import { parseExpression } from '../../syntax/parseExpression';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { planExpression } from '../planExpression';

const environment = createEnvironment({
  name: 'test',
  libraries: [standardLibrary],
  variables: { object: { type: types.dyn } },
});

const field = fc.constantFrom('a', 'b', 'constructor');
const path = fc
  .array(field, { minLength: 1, maxLength: 4 })
  .map(fields => ['object', ...fields]);

/** Tests from a field of the path down to its end, with one that has nothing to do with them before or after. */
const chain = fc
  .record({
    path,
    from: fc.integer({ min: 2, max: 5 }),
    isNegated: fc.boolean(),
    before: fc.constantFrom('', 'object.a == 1', 'has(object.b)'),
    after: fc.constantFrom('', 'object.b != 1', 'has(object.a.b)'),
  })
  .map(({ path: names, from, isNegated, before, after }) => {
    const tests = names
      .map((_, place) => names.slice(0, place + 1).join('.'))
      .slice(Math.min(from, names.length) - 1)
      .map(tested => `${isNegated ? '!' : ''}has(${tested})`);
    return [before, ...tests, after]
      .filter(operand => operand !== '')
      .join(isNegated ? ' || ' : ' && ');
  });

const { data } = fc.letrec<{ data: unknown }>(tie => ({
  data: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(1, 'text', null, [1]),
    fc.dictionary(field, tie('data'), { maxKeys: 2 }),
    fc.record({ a: tie('data'), b: tie('data') }),
    fc.constant(new Map([['a', { b: 1 }]])),
  ),
}));

describe('tests that guard each other', () => {
  it('answer, and cost, what they do one after the other', () => {
    fc.assert(
      fc.property(chain, data, (source, object) => {
        const checked = check(source);
        const { value, cost } = planExpression(checked, environment).run({
          object,
        });
        // What is observed is evaluated node by node.
        const single = planExpression(checked, environment, {
          observe: true,
        }).run({ object });
        expect([source, said(value)]).toEqual([source, said(single.value)]);
        expect([source, cost]).toEqual([source, single.cost]);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Where in a path it failed, only an observed run says. */
function said(value: Evaluated): unknown {
  return value instanceof CelError ? { error: value.message } : value;
}

function check(source: string) {
  const parsed = parseExpression(source, environment);
  if (!parsed.ok) {
    throw new Error(`${source}: ${parsed.issues[0].message}`);
  }
  return checkExpression(parsed.parsed, environment).checked;
}
