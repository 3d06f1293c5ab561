import { compileExpression } from '../expressions/compileExpression';
import { explain } from '../expressions/explain/explain';
import type { ReadPath } from '../expressions/explain/explanation';
import { explainInWords } from '../expressions/explain/words';
import type { ExpressionInput } from '../expressions/expression';
import { mandateEnvironment } from '../expressions/knownEnvironments';
import type { DecisionFacts } from './decisionInput';
import { conditionWords } from './conditionWords';
import { figureLimitNames } from './limitsSchema';
import type { MandateLimits } from './mandateSpec';

/** Whether a grant's condition holds, in words and with what it read. An error is never `true`. */
export interface ConditionOutcome {
  readonly outcome: 'true' | 'false' | 'error';
  readonly words: string;
  readonly values: readonly ReadPath[];
}

/** What conditions of a mandate with these limits read. */
export function conditionInput(
  facts: DecisionFacts,
  limits: MandateLimits | undefined,
): ExpressionInput {
  const numbers = figureLimitNames.map(name => [name, limits?.[name]] as const);
  return {
    ...facts,
    plan: { ...facts.plan.figures, ...facts.plan },
    limits: Object.fromEntries(
      numbers.filter(([, limit]) => limit !== undefined),
    ),
  };
}

/** Evaluates a grant's condition. Anything but `true` or `false` is an error. */
export function checkCondition(
  source: string,
  input: ExpressionInput,
): ConditionOutcome {
  const compiled = compileExpression(source, mandateEnvironment);
  if (!compiled.ok) {
    return {
      outcome: 'error',
      words: `The condition \`${source}\` does not compile: ${compiled.errors[0].message}`,
      values: [],
    };
  }
  const explanation = explain(compiled.program, input);
  const { result, reads: values } = explanation;
  if (result.ok && typeof result.value === 'boolean') {
    return {
      outcome: result.value ? 'true' : 'false',
      words: result.value
        ? conditionWords(explanation)
        : explainInWords(explanation),
      values,
    };
  }
  return {
    outcome: 'error',
    words: result.ok
      ? `The condition \`${source}\` is neither true nor false.`
      : `The condition could not be evaluated: ${explainInWords(explanation)}`,
    values,
  };
}
