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

  it.each(cases)('answer $expression as the reference does', given => {
    const outcome = evaluateExpression(dialect, given.expression);
    if (given.error === undefined) {
      expect(outcome).toMatchObject({ kind: 'value' });
      expect(outcome.kind === 'value' && taggedValue(outcome.value)).toEqual(
        given.value,
      );
    } else if (given.error === true) {
      expect(['failed', 'refused']).toContain(outcome.kind);
    } else {
      expect(outcome).toMatchObject({ kind: 'failed', message: given.error });
    }
  });
});
