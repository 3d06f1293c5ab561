import { checkExpression } from '../../check/checkExpression';
import { extendEnvironment } from '../../environments/createEnvironment';
import { planExpression } from '../../plan/planExpression';
import { parseExpression } from '../../syntax/parseExpression';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { RuntimeValue } from '../../values/runtimeValue';
import type { CelEnvironment } from '../celEnvironment';

/** What became of an expression on its way through parser, checker, planner and run. */
export type Outcome =
  | {
      readonly kind: 'value';
      readonly value: RuntimeValue;
      readonly cost: number;
    }
  | { readonly kind: 'failed'; readonly message: string; readonly cost: number }
  | { readonly kind: 'refused'; readonly messages: readonly string[] };

/** Takes an expression all the way; variables are of type `dyn`. */
export function evaluateExpression(
  environment: CelEnvironment,
  source: string,
  variables: Readonly<Record<string, unknown>> = {},
  costLimit?: number,
): Outcome {
  const extended = withVariables(environment, Object.keys(variables));
  const parsing = parseExpression(source, extended);
  if (!parsing.ok) {
    return refused(parsing.issues);
  }
  const { checked, issues } = checkExpression(parsing.parsed, extended);
  const errors = issues.filter(issue => issue.severity === 'error');
  if (errors.length > 0) {
    return refused(errors);
  }
  const { value, cost } = planExpression(checked, extended).run(
    variables,
    costLimit,
  );
  return value instanceof CelError
    ? { kind: 'failed', message: value.message, cost }
    : { kind: 'value', value, cost };
}

/** The environment itself when it declares them already: tests in a loop declare them once. */
function withVariables(
  environment: CelEnvironment,
  names: readonly string[],
): CelEnvironment {
  return names.every(name => environment.variables.has(name))
    ? environment
    : extendEnvironment(environment, {
        variables: Object.fromEntries(
          names.map(name => [name, { type: types.dyn }]),
        ),
      });
}

function refused(issues: readonly { readonly message: string }[]): Outcome {
  return { kind: 'refused', messages: issues.map(issue => issue.message) };
}
