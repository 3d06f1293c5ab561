import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  environmentNamed,
  isEnvironmentName,
} from '../environments/environmentNamed';
import { evaluateExpression } from './__testUtils__/evaluateExpression';
import { taggedValue } from './__testUtils__/taggedValue';

/**
 * What cel-go 0.33.2 (`standard`) and k8s.io/apiserver 0.36.3 (`kubernetes/…`) answer. An `error` that is `true` stands for an
 * error in other words: our messages leave out what was read.
 */
const fixture = z.object({
  environment: z.string().refine(isEnvironmentName),
  cases: z.array(
    z.object({
      expression: z.string(),
      value: z.json().optional(),
      error: z.union([z.string(), z.literal(true)]).optional(),
    }),
  ),
});
const folder = join(__dirname, '__fixtures__');

describe.each(readdirSync(folder))('the libraries of %s', file => {
  const { environment, cases } = fixture.parse(
    JSON.parse(readFileSync(join(folder, file), 'utf8')),
  );
  if (!isEnvironmentName(environment)) {
    throw new Error(`${environment} names no environment`);
  }
  const dialect = environmentNamed(environment);

  const failures = cases.filter(given => given.error !== undefined);

  it.each(cases.filter(given => given.error === undefined))(
    '$expression has the value of the reference',
    ({ expression, value }) => {
      const outcome = evaluateExpression(dialect, expression);
      expect(
        outcome.kind === 'value' ? taggedValue(outcome.value) : outcome,
      ).toEqual(value);
    },
  );

  it('fails where the reference fails, in its words where they are known', () => {
    const answers = failures.map(({ expression, error }) => {
      const outcome = evaluateExpression(dialect, expression);
      if (outcome.kind === 'value') {
        return { expression, error: undefined };
      }
      return {
        expression,
        error: error === true || outcome.kind === 'refused' || outcome.message,
      };
    });
    expect(answers).toEqual(failures);
  });
});
