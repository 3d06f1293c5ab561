import { Environment } from '@marcbachmann/cel-js';
import { checkExpression } from '../../src/cel/check/checkExpression';
import { extendEnvironment } from '../../src/cel/environments/createEnvironment';
import { environmentNamed } from '../../src/cel/environments/environmentNamed';
import { planExpression } from '../../src/cel/plan/planExpression';
import { parseExpression } from '../../src/cel/syntax/parseExpression';
import { types } from '../../src/cel/types/celType';
import { CelError } from '../../src/cel/values/runtimeValue';
import type { Compile } from './shimmedControls';

const environment = extendEnvironment(environmentNamed('kubernetes/1.36'), {
  variables: Object.fromEntries(
    ['object', 'oldObject', 'request', 'namespaceObject', 'variables'].map(
      name => [name, { type: types.dyn }],
    ),
  ),
});

/** This package's engine, without its admission. */
export const compileOurs: Compile = source => {
  const parsing = parseExpression(source, environment);
  if (!parsing.ok) {
    throw new Error(parsing.issues[0].message);
  }
  const { checked, issues } = checkExpression(parsing.parsed, environment);
  if (issues.length > 0) {
    throw new Error(issues[0].message);
  }
  const program = planExpression(checked, environment);
  return variables => {
    const { value } = program.run(variables);
    if (value instanceof CelError) {
      throw new Error(value.message);
    }
    return value;
  };
};

/** The peer. */
export const compilePeer: Compile = source =>
  new Environment({ unlistedVariablesAreDyn: true }).parse(source);
