import { checkExpression } from '../../src/cel/check/checkExpression';
import { createMandateEnvironment } from '../../src/cel/environments/ownEnvironments';
import { planExpression } from '../../src/cel/plan/planExpression';
import { parseExpression } from '../../src/cel/syntax/parseExpression';
import { types } from '../../src/cel/types/celType';
import { longest } from '../../src/__testUtils__/hostile/hostileInputs';
import type { HostileInput } from '../../src/__testUtils__/hostile/hostileInputs';

const environment = createMandateEnvironment({
  variables: { x: { type: types.dyn } },
});

/** What no input of 64 KB may take, in milliseconds. */
export const limitMs = 50;

/** Everything that a source goes through, as far as it gets: parsing, checking, planning, and one evaluation with `x`. */
export function evaluateHostile(source: string, x: unknown): void {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    return;
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  if (issues.some(({ severity }) => severity === 'error')) {
    return;
  }
  planExpression(checked, environment).run({ x });
}

/** How long an input may be at most for it to be read as a whole: the more there is to check and plan. */
export function largestRead(source: HostileInput['source']): number {
  let read = 0;
  let refused = longest + 1;
  while (refused - read > longest / 200) {
    const size = Math.floor((read + refused) / 2);
    if (parseExpression(source(size), environment).ok) {
      read = size;
    } else {
      refused = size;
    }
  }
  return read;
}
