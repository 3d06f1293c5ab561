import type { CheckedExpression } from '../../cel/check/checkedExpression';
import { checkExpression } from '../../cel/check/checkExpression';
import type { CelEnvironment } from '../../cel/library/celEnvironment';
import { planExpression } from '../../cel/plan/planExpression';
import { parseExpression } from '../../cel/syntax/parseExpression';
import type { CelType } from '../../cel/types/celType';
import { admissionTypeName } from './admissionTypeName';
import type { CompiledExpression } from './compiledExpression';
import { issueText } from './issueText';
import { lowerExpression } from './lowerExpression';

/**
 * Compiles one expression of a policy.
 *
 * @param resultTypes - what it must evaluate to; empty: anything.
 * @param variables - the policy's variables, by name, with their places in `VariableScope`.
 */
export function compileExpression(
  source: string,
  options: {
    readonly environment: CelEnvironment;
    readonly resultTypes: readonly CelType[];
    readonly variables: ReadonlyMap<string, number>;
  },
): CompiledExpression {
  const { environment, resultTypes, variables } = options;
  const parsed = parseExpression(source, environment);
  if (!parsed.ok) {
    return failed(
      source,
      `compilation failed: ${issueText(source, parsed.issues)}`,
    );
  }
  const { checked, issues } = checkExpression(parsed.parsed, environment);
  if (issues.some(({ severity }) => severity === 'error')) {
    return failed(source, `compilation failed: ${issueText(source, issues)}`);
  }
  const type = admissionTypeName(checked.type);
  const wanted = resultTypes.map(admissionTypeName);
  if (wanted.length > 0 && !wanted.includes(type)) {
    return failed(
      source,
      wanted.length === 1
        ? `must evaluate to ${wanted[0]} but got ${type}`
        : `must evaluate to one of [${wanted.join(' ')}] but got ${type}`,
    );
  }
  const { lowered, readsVariables } = lowerExpression(checked, variables);
  return {
    ok: true,
    source,
    type: checked.type,
    program: planExpression(lowered, environment),
    reads: namesRead(checked),
    readsVariables,
  };
}

function namesRead({ references }: CheckedExpression): ReadonlySet<string> {
  return new Set(
    [...references.values()].flatMap(reference =>
      reference.kind === 'variable' ? [reference.name] : [],
    ),
  );
}

function failed(source: string, problem: string): CompiledExpression {
  return { ok: false, source, problem };
}
