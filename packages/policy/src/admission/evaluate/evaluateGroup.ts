import { isError } from '../../cel/values/runtimeValue';
import type { RuntimeValue } from '../../cel/values/runtimeValue';
import type { CompiledExpression } from '../compile/compiledExpression';
import type { VariableScope } from '../compile/variableScope';
import type { AdmissionBindings } from './bindings';
import { perCallCostLimit } from './costLimits';

/** What came of one expression. */
export type Evaluation =
  | { readonly ok: true; readonly value: RuntimeValue }
  | { readonly ok: false; readonly message: string };

/** What came of a group of expressions, in their order; or that it ran out of its budget, which ends all of them. */
export type GroupEvaluation =
  | {
      readonly outcome: 'evaluated';
      readonly evaluations: readonly (Evaluation | undefined)[];
      readonly remainingBudget: number;
    }
  | { readonly outcome: 'exhausted'; readonly message: string };

const exhausted: GroupEvaluation = {
  outcome: 'exhausted',
  message:
    'validation failed due to running out of cost budget, no further validation rules will be run',
};

/** Evaluates expressions one after the other within a budget in cost units; undefined stands for one that is left out. */
export function evaluateGroup(
  expressions: readonly (CompiledExpression | undefined)[],
  bindings: AdmissionBindings,
  scope: VariableScope,
  budget: number,
): GroupEvaluation {
  const evaluations: (Evaluation | undefined)[] = [];
  let remainingBudget = budget;
  for (const expression of expressions) {
    if (expression === undefined) {
      evaluations.push(undefined);
    } else if (!expression.ok) {
      evaluations.push({
        ok: false,
        message: `compilation error: ${expression.problem}`,
      });
    } else {
      const { value, cost } = expression.program.run(
        bindings,
        perCallCostLimit,
      );
      remainingBudget -= scope.claimCost() + cost;
      if (remainingBudget < 0) {
        return exhausted;
      }
      evaluations.push(
        isError(value)
          ? {
              ok: false,
              message: `expression '${expression.source}' resulted in error: ${value.message}`,
            }
          : evaluated(value),
      );
    }
  }
  return { outcome: 'evaluated', evaluations, remainingBudget };
}

const wasTrue: Evaluation = { ok: true, value: true };
const wasFalse: Evaluation = { ok: true, value: false };

function evaluated(value: RuntimeValue): Evaluation {
  if (typeof value === 'boolean') {
    return value ? wasTrue : wasFalse;
  }
  return { ok: true, value };
}
