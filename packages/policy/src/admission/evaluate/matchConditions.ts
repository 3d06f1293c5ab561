import type { CompiledExpression } from '../compile/compiledExpression';
import type { CompiledVariables } from '../compile/compiledExpression';
import type { FailurePolicy } from '../policy/policyParts';
import { matchConditionCostBudget } from './costLimits';
import { evaluateGroup } from './evaluateGroup';
import type { PolicyInput } from './evaluatePolicy';

/** Whether a policy's conditions let it apply; `failed` when that cannot be told and the policy says to fail then. */
export type ConditionsResult =
  | { readonly outcome: 'met' | 'unmet' }
  | { readonly outcome: 'failed'; readonly message: string };

/** What both kinds of policies have of conditions. */
export interface ConditionalPolicy {
  readonly policy: { readonly spec: { readonly failurePolicy: FailurePolicy } };
  readonly matchConditions: readonly CompiledExpression[];
  readonly variables: CompiledVariables;
}

/**
 * Evaluates match conditions: one that is false is decisive, whatever others say; else an error counts by the failure policy.
 * They see no `namespaceObject`.
 */
export function evaluateMatchConditions(
  { policy, matchConditions, variables }: ConditionalPolicy,
  { request: { conditionValues }, params, authorizer }: PolicyInput,
): ConditionsResult {
  const { failurePolicy } = policy.spec;
  const group = evaluateGroup(
    matchConditions,
    conditionValues.bind(variables, params, authorizer),
    matchConditionCostBudget,
  );
  if (group.outcome === 'exhausted') {
    return failure([group.message], failurePolicy);
  }
  const errors: string[] = [];
  for (const evaluation of group.evaluations) {
    if (evaluation?.ok && evaluation.value === false) {
      return { outcome: 'unmet' };
    }
    if (evaluation?.ok === false) {
      errors.push(evaluation.message);
    }
  }
  return errors.length === 0
    ? { outcome: 'met' }
    : failure(errors, failurePolicy);
}

/** Several errors are one in brackets, each once. */
function failure(
  errors: readonly string[],
  failurePolicy: FailurePolicy,
): ConditionsResult {
  if (failurePolicy === 'Ignore') {
    return { outcome: 'unmet' };
  }
  const distinct = [...new Set(errors)];
  return {
    outcome: 'failed',
    message: distinct.length === 1 ? distinct[0] : `[${distinct.join(', ')}]`,
  };
}
