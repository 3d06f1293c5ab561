/**
 * jsdom's Uint8Array is not the one that the engine's encoder makes.
 *
 * @jest-environment node
 */
import fc from 'fast-check';
import { naiveEvaluate } from '../../__testUtils__/naiveEvaluate';
import {
  sourceInputs,
  sourceVariables,
  typedSource,
} from '../../__testUtils__/typedSource';
import { valueText } from '../../__testUtils__/valueText';
import { checkExpression } from '../check/checkExpression';
import { createEnvironment } from '../environments/createEnvironment';
import { bindingsLibrary } from '../library/standard/bindingsLibrary';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { twoVariableLibrary } from '../library/standard/twoVariableLibrary';
import type { ParsedExpression } from '../syntax/expression';
import { parseExpression } from '../syntax/parseExpression';
import type { Evaluated } from '../values/runtimeValue';
import { adaptTo } from './adaptTo';
import { costExceeded } from './frame';
import { fromNative } from '../values/fromNative';
import { planExpression } from './planExpression';

const environment = createEnvironment({
  name: 'property',
  libraries: [
    standardLibrary,
    optionalsLibrary,
    bindingsLibrary,
    twoVariableLibrary,
  ],
  variables: Object.fromEntries(
    Object.entries(sourceVariables).map(([name, type]) => [name, { type }]),
  ),
});
const sources = fc.oneof(
  typedSource.bool,
  typedSource.int,
  typedSource.double,
  typedSource.string,
  typedSource.ints,
  typedSource.map,
);
const runs = { numRuns: 1_000 };

describe('a planned expression', () => {
  it('has the value that walking the tree has, checked or not, observed or not', () => {
    fc.assert(
      fc.property(sources, sourceInputs, (source, input) => {
        const parsed = parse(source);
        const { checked, issues } = checkExpression(parsed, environment);
        const typed = typedValues(input);
        const expected = valueText(
          naiveEvaluate(
            parsed.expr,
            environment,
            new Map(Object.entries(typed)),
          ),
        );
        const texts = [
          planExpression(parsed, environment).run(typed),
          planExpression(parsed, environment, { observe: true }).run(typed),
          ...(issues.length === 0
            ? [
                planExpression(checked, environment).run(input),
                planExpression(checked, environment, { observe: true }).run(
                  input,
                ),
              ]
            : []),
        ].map(({ value }) => valueText(value));
        expect(texts).toEqual(texts.map(() => expected));
      }),
      runs,
    );
  });

  it('costs the same each time, and stops at one unit less', () => {
    fc.assert(
      fc.property(sources, sourceInputs, (source, input) => {
        const program = planExpression(parse(source), environment);
        const { cost } = program.run(input);
        const limited = program.run(input, Math.max(0, cost - 1)).value;
        expect(program.run(input).cost).toBe(cost);
        expect(program.run(input, cost).cost).toBe(cost);
        expect(limited === costExceeded).toBe(cost > 0);
      }),
      { numRuns: 300 },
    );
  });
});

function parse(source: string): ParsedExpression {
  const result = parseExpression(source, environment);
  if (!result.ok) {
    throw new Error(`${source}: ${result.issues[0].message}`);
  }
  return result.parsed;
}

/** The input as the checker's types have it. */
function typedValues(
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, Evaluated>> {
  const meter = { charge: () => undefined };
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => {
      const native = fromNative(value);
      return [name, adaptTo(sourceVariables[name])?.(native, meter) ?? native];
    }),
  );
}
