import { explodingEvaluations } from '../__testUtils__/hostile/explodingEvaluations';
import { hostileInputs, longest } from '../__testUtils__/hostile/hostileInputs';
import { plainValue } from '../expressions/plainValue';
import { toJson } from '../admission/mutation/toJson';
import { createMandateEnvironment } from './environments/ownEnvironments';
import { evaluateExpression } from './library/__testUtils__/evaluateExpression';
import { nodeLimit } from './syntax/parser/nodeLimit';
import { parseExpression } from './syntax/parseExpression';
import { types } from './types/celType';

const environment = createMandateEnvironment({
  variables: { x: { type: types.dyn } },
});

/** What ends an evaluation that would go on and on. */
const stopped =
  /cost limit exceeded|would be longer than|would be split into|would have more than|exceeds maximum allowed|takes too much work/;

/** They have a value: what they make holds one part many times, and is small for that. */
const shared: ReadonlySet<string> = new Set([
  'lists of lists',
  'maps of maps',
  'lists mapped',
]);

/** Inputs that go through all of a large value, and may: the work is in proportion. */
const inProportion: ReadonlySet<string> = new Set([
  'find',
  'matches with choices',
  'replace',
  'split',
  'a list sought',
]);

describe('how long it takes is measured by `yarn bench hostile`; here,', () => {
  it.each(explodingEvaluations.filter(({ name }) => !shared.has(name)))(
    '$name are stopped',
    ({ source, x = null }) => {
      expect(evaluateExpression(environment, source, { x })).toMatchObject({
        kind: 'failed',
        message: expect.stringMatching(stopped),
      });
    },
  );

  it.each(explodingEvaluations.filter(({ name }) => shared.has(name)))(
    '$name are not copied out whole',
    ({ source, x = null }) => {
      const outcome = evaluateExpression(environment, source, { x });
      if (outcome.kind !== 'value') {
        throw new Error(`${source} has no value`);
      }
      const words = expect.stringMatching(/more than 200000 parts/);
      expect(plainValue(outcome.value)).toMatchObject({ message: words });
      expect(toJson(outcome.value)).toEqual({ ok: false, message: words });
    },
  );

  it.each(
    hostileInputs.filter(({ source }) => source(longest) !== source(1_000)),
  )('$name of 64 KB are refused, or too many to have a value', input => {
    const { source, x = null } = input;
    const outcome = evaluateExpression(environment, source(longest), { x });
    // What is one text as a whole is small.
    expect(
      input.name === 'strings with escapes' ? ['value'] : ['refused', 'failed'],
    ).toContain(outcome.kind);
  });

  it.each(
    hostileInputs.filter(({ source }) => source(longest) === source(1_000)),
  )('$name is bounded by the text that it goes through', input => {
    const { name, source, x = null } = input;
    const outcome = evaluateExpression(environment, source(longest), { x });
    expect(outcome).toMatchObject(
      inProportion.has(name) ? { kind: 'value' } : { kind: 'failed' },
    );
  });

  it('nothing with more parts than are allowed is read', () => {
    const parsing = parseExpression(
      `[${Array(nodeLimit + 1)
        .fill('1')
        .join()}]`,
      environment,
    );
    expect(parsing).toMatchObject({
      ok: false,
      issues: [{ message: expect.stringContaining(`${nodeLimit} parts`) }],
    });
  });
});
