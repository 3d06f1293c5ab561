import {
  celEnv,
  parse as bufbuildParse,
  plan as bufbuildPlan,
} from '@bufbuild/cel';
import { Environment } from '@marcbachmann/cel-js';
import { checkExpression } from '../../src/cel/check/checkExpression';
import { createEnvironment } from '../../src/cel/environments/createEnvironment';
import type { CelEnvironment } from '../../src/cel/library/celEnvironment';
import { optionalsLibrary } from '../../src/cel/library/standard/optionalsLibrary';
import { standardLibrary } from '../../src/cel/library/standard/standardLibrary';
import { planExpression } from '../../src/cel/plan/planExpression';
import type { Program } from '../../src/cel/plan/program';
import { parseExpression } from '../../src/cel/syntax/parseExpression';
import { combineTypes } from '../../src/cel/types/declaredTypes';
import { typeFromJsonSchema } from '../../src/cel/types/typeFromJsonSchema';
import { boundarySchema, withinBoundary } from './boundary';

/** An expression made ready to evaluate on one input; answers its value. */
export type Ready = () => unknown;

const schemas = Object.entries(boundarySchema).map(
  ([name, schema]) =>
    [name, typeFromJsonSchema(schema, `Input.${name}`)] as const,
);

const environment: CelEnvironment = createEnvironment({
  name: 'benchmark',
  libraries: [standardLibrary, optionalsLibrary],
  variables: Object.fromEntries(
    schemas.map(([name, { declaration }]) => [name, declaration]),
  ),
  types: combineTypes(...schemas.map(([, { types }]) => types)),
});

/** Parses, checks and plans, as saving a rule does. */
export function compile(source: string): Program {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  if (issues.length > 0) {
    throw new Error(issues[0].message);
  }
  return planExpression(checked, environment);
}

/** This package's engine, checked against the input's schema. */
export function ours(source: string): Ready {
  const program = compile(source);
  return () => program.run(withinBoundary).value;
}

/** This package's engine without the checker, so that every value's type is found out when it is read. */
export function oursUnchecked(source: string): Ready {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const program = planExpression(parsing.parsed, environment);
  return () => program.run(withinBoundary).value;
}

/** `@marcbachmann/cel-js`, unchecked, which is its fastest. */
export function celJs(source: string): Ready {
  const evaluate = new Environment({ unlistedVariablesAreDyn: true }).parse(
    source,
  );
  return () => evaluate(withinBoundary);
}

/** `@bufbuild/cel`, planned. */
export function bufbuild(source: string): Ready {
  const evaluate = bufbuildPlan(celEnv(), bufbuildParse(source));
  return () => evaluate(withinBoundary);
}
