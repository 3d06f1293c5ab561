import { checkExpression } from '../../cel/check/checkExpression';
import { extendEnvironment } from '../../cel/environments/createEnvironment';
import { environmentNamed } from '../../cel/environments/environmentNamed';
import type { EnvironmentName } from '../../cel/environments/environmentNamed';
import type {
  CelEnvironment,
  VariableDeclaration,
} from '../../cel/library/celEnvironment';
import { planExpression } from '../../cel/plan/planExpression';
import { parseExpression } from '../../cel/syntax/parseExpression';
import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import { formatType } from '../../cel/types/formatType';
import { isError } from '../../cel/values/runtimeValue';
import { fromOracle, oracleText } from './oracleValue';
import { variableTypes } from './variables';

/** What an engine makes of an expression. */
export type Outcome =
  | { readonly phase: 'compile'; readonly message: string }
  | {
      readonly phase: 'evaluate';
      readonly type: string;
      readonly message: string;
      /** Whether the error came before the run, from constant parts. */
      readonly planned: boolean;
    }
  | {
      readonly phase: 'done';
      readonly type: string;
      readonly value: string;
      readonly cost: number;
    };

/** An environment with the variables of random expressions. */
export function differentialEnvironment(name: EnvironmentName): CelEnvironment {
  return extendEnvironment(environmentNamed(name), {
    variables: Object.fromEntries(
      Object.entries(variableTypes).map(
        ([variable, type]): [string, VariableDeclaration] => [
          variable,
          { type: readType(type) },
        ],
      ),
    ),
  });
}

/** cel-go itself limits nothing; Kubernetes does. */
const unlimited = 1e25;

function valuesOf(variables: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(variables).map(([name, json]) => [name, fromOracle(json)]),
  );
}

/** Our outcome. */
export function ourOutcome(
  expression: string,
  environment: CelEnvironment,
  variables: Readonly<Record<string, unknown>>,
): Outcome {
  const parsed = parseExpression(expression, environment);
  if (!parsed.ok) {
    return { phase: 'compile', message: parsed.issues[0].message };
  }
  const { checked, issues } = checkExpression(parsed.parsed, environment);
  const error = issues.find(({ severity }) => severity === 'error');
  if (error) {
    return { phase: 'compile', message: error.message };
  }
  const type = formatType(checked.type);
  const { value, cost } = planExpression(checked, environment).run(
    valuesOf(variables),
    environment.name === 'standard' ? unlimited : undefined,
  );
  return isError(value)
    ? { phase: 'evaluate', type, message: value.message, planned: false }
    : { phase: 'done', type, value: oracleText(value), cost };
}

/** The messages of all parts that are an error. */
export function partErrorsOf(
  expression: string,
  environment: CelEnvironment,
  variables: Readonly<Record<string, unknown>>,
): readonly string[] {
  const parsed = parseExpression(expression, environment);
  if (!parsed.ok) {
    return [];
  }
  const { checked } = checkExpression(parsed.parsed, environment);
  const { observed } = planExpression(checked, environment, {
    observe: true,
  }).run(valuesOf(variables));
  return [...observed.values()].flatMap(value =>
    isError(value) ? [value.message] : [],
  );
}

/** The checked types of all parts of an expression. */
export function partTypesOf(
  expression: string,
  environment: CelEnvironment,
): readonly string[] {
  const parsed = parseExpression(expression, environment);
  return parsed.ok
    ? [
        ...checkExpression(parsed.parsed, environment).checked.types.values(),
      ].map(formatType)
    : [];
}

/** `map(string, list(int))` as a type. */
export function readType(text: string): CelType {
  const [, name, inner] = /^(\w+)(?:\((.*)\))?$/.exec(text) ?? [];
  switch (name) {
    case 'list':
      return types.list(readType(inner));
    case 'map': {
      const comma = inner.indexOf(', ');
      return types.map(
        readType(inner.slice(0, comma)),
        readType(inner.slice(comma + 2)),
      );
    }
    case 'wrapper':
      return types.wrapper(readType(inner));
    case 'optional_type':
      return types.optional(readType(inner));
    default:
      // safety: the declarations in `variables.ts` are of these kinds.
      return { kind: name } as CelType;
  }
}
