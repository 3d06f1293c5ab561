/**
 * Compares random expressions with cel-go where a command that asks it is named by MANDATE_CEL_ORACLE (requests and answers one
 * JSON object a line), else with @bufbuild/cel where both have a value. MANDATE_CEL_EXPRESSIONS (for each environment) and
 * MANDATE_CEL_SEED choose another corpus: `MANDATE_CEL_EXPRESSIONS=50000` is the long run.
 *
 * @jest-environment node
 */
import { bufValue, isWithin } from '../__testUtils__/differential/askBuf';
import {
  differentialEnvironment,
  ourOutcome,
  partErrorsOf,
  partTypesOf,
  readType,
} from '../__testUtils__/differential/compareWithOracle';
import { explain } from '../__testUtils__/differential/explanations';
import { ExpressionGrammar } from '../__testUtils__/differential/expressionGrammar';
import { askOracle } from '../__testUtils__/differential/oracle';
import type { OracleRequest } from '../__testUtils__/differential/oracle';
import { sameOutcome } from '../__testUtils__/differential/otherFunctions';
import { SeededRandom } from '../__testUtils__/differential/seededRandom';
import {
  variableTypes,
  variableValues,
} from '../__testUtils__/differential/variables';
import type { EnvironmentName } from './environments/environmentNamed';
import { findings } from './__fixtures__/findings';

const command = process.env.MANDATE_CEL_ORACLE;
const count = Number(process.env.MANDATE_CEL_EXPRESSIONS ?? 1_000);
const seed = Number(process.env.MANDATE_CEL_SEED ?? 1);

if (command === undefined) {
  describe('random expressions (no oracle: against @bufbuild/cel)', () => {
    againstBuf();
  });
} else {
  describe('random expressions', () => {
    againstCelGo(command);
  });
}

function againstCelGo(oracle: string) {
  it.each<EnvironmentName>(['standard', 'kubernetes/1.36'])(
    'are to us what they are to cel-go, in %s',
    name => {
      const environment = differentialEnvironment(name);
      const requests = corpus(name).map((request, id) => ({
        ...request,
        id,
        env: name,
        op: 'eval' as const,
        declarations: variableTypes,
      }));
      const answers = askOracle(oracle, requests);
      const unexplained = requests.flatMap((request, index) => {
        const { expr, variables } = request;
        const ours = ourOutcome(expr, environment, variables);
        const theirs = answers[index].outcome;
        if (sameOutcome(ours, theirs)) {
          return [];
        }
        const reason = explain({
          environment: name,
          expression: expr,
          ours,
          theirs,
          rerun: change => ourOutcome(expr, change(environment), variables),
          partErrors: () => partErrorsOf(expr, environment, variables),
          partTypes: () => partTypesOf(expr, environment),
          withoutEmptyTexts: () =>
            askOracle(oracle, [
              {
                ...request,
                variables: { ...variables, s: 'text', y: { $bytes: 'aGk=' } },
              },
            ])[0].outcome,
          askAgain: () =>
            askOracle(oracle, Array<OracleRequest>(40).fill(request)).map(
              ({ outcome }) => outcome,
            ),
        });
        return reason === undefined ? [{ expr, ours, theirs }] : [];
      });
      expect(unexplained).toEqual([]);
    },
    count * 20 + 10_000,
  );
}

function againstBuf() {
  it('have the same value where both have one', () => {
    const environment = differentialEnvironment('standard');
    const compared = corpus('standard').flatMap(({ expr, variables }) => {
      const ours = ourOutcome(expr, environment, variables);
      const theirs = isWithin(expr) ? bufValue(expr, variables) : undefined;
      return ours.phase === 'done' && theirs !== undefined
        ? [{ expr, ours: ours.value, theirs }]
        : [];
    });
    expect(compared.length).toBeGreaterThan(count / 20);
    expect(compared.filter(({ ours, theirs }) => ours !== theirs)).toEqual([]);
  }, 60_000);
}

describe('what the comparison once found', () => {
  const environment = differentialEnvironment('standard');

  it.each(findings)('$expression is $type', ({ expression, type, value }) => {
    const outcome = ourOutcome(expression, environment, {});
    expect(outcome).toMatchObject(
      value === undefined
        ? { phase: 'evaluate', type }
        : { phase: 'done', type, value },
    );
  });
});

function corpus(name: EnvironmentName) {
  const grammar = new ExpressionGrammar(
    differentialEnvironment(name),
    Object.entries(variableTypes).map(([variable, type]) => [
      variable,
      readType(type),
    ]),
    new SeededRandom(seed),
  );
  return Array.from({ length: count }, () => ({
    expr: grammar.expression(1 + Math.floor(grammar.random.next() * 4)),
    variables: grammar.random.pick(variableValues),
  }));
}
