import type { CompiledAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import { VariableScope } from '../compile/variableScope';
import type { RefusalReason } from '../policy/validatingPolicy';
import type { FailurePolicy } from '../policy/policyParts';
import { auditAnnotationResult } from './auditAnnotations';
import type { AuditAnnotationResult } from './auditAnnotations';
import { withScope } from './bindings';
import type { AdmissionBindings } from './bindings';
import type { AuthorizerValues } from './authorizerValues';
import { evaluationCostBudget, perCallCostLimit } from './costLimits';
import { evaluateGroup } from './evaluateGroup';
import type { Evaluation, GroupEvaluation } from './evaluateGroup';
import { evaluateMatchConditions } from './matchConditions';
import { validationMessage } from './validationMessage';

/** What a policy says of one validation. `error` is one that could not be evaluated, which the failure policy then decides. @public */
export type ValidationDecision =
  | { readonly action: 'admit'; readonly evaluation: 'admit' }
  | {
      readonly action: 'admit' | 'deny';
      readonly evaluation: 'error';
      readonly message: string;
    }
  | {
      readonly action: 'deny';
      readonly evaluation: 'deny';
      readonly message: string;
      readonly reason: RefusalReason;
    };

/** What a policy says with one param: nothing when its conditions are not met. */
export interface PolicyEvaluation {
  readonly decisions: readonly ValidationDecision[];
  readonly auditAnnotations: readonly AuditAnnotationResult[];
}

const nothing: PolicyEvaluation = { decisions: [], auditAnnotations: [] };
const admitted: ValidationDecision = { action: 'admit', evaluation: 'admit' };

/** Evaluates a policy on one object with one param. */
export function evaluatePolicy(
  compiled: CompiledAdmissionPolicy,
  bindings: AdmissionBindings,
  authorizer: AuthorizerValues,
): PolicyEvaluation {
  const { failurePolicy } = compiled.policy.spec;
  const scope = () => new VariableScope(compiled.variables.inOrder);
  if (compiled.matchConditions.length > 0) {
    const ofConditions = scope();
    const conditions = evaluateMatchConditions(
      compiled.matchConditions,
      withScope(
        { ...bindings, namespaceObject: null },
        ofConditions,
        authorizer,
      ),
      ofConditions,
      failurePolicy,
    );
    if (conditions.outcome === 'unmet') {
      return nothing;
    }
    if (conditions.outcome === 'failed') {
      return failedAsAWhole(conditions.message, failurePolicy);
    }
  }
  const ofValidations = scope();
  const validations = evaluateGroup(
    compiled.validations,
    withScope(bindings, ofValidations, authorizer),
    ofValidations,
    evaluationCostBudget,
  );
  if (validations.outcome === 'exhausted') {
    return failedAsAWhole(validations.message, failurePolicy);
  }
  const decisions = decide(compiled, bindings, validations);
  return compiled.auditAnnotations.length === 0
    ? { decisions, auditAnnotations: [] }
    : withAuditAnnotations(compiled, bindings, scope(), decisions);
}

function failedAsAWhole(
  message: string,
  failurePolicy: FailurePolicy,
): PolicyEvaluation {
  return {
    decisions: [decisionForError(message, failurePolicy)],
    auditAnnotations: [],
  };
}

function decisionForError(
  message: string,
  failurePolicy: FailurePolicy,
): ValidationDecision {
  return {
    action: failurePolicy === 'Ignore' ? 'admit' : 'deny',
    evaluation: 'error',
    message,
  };
}

function decide(
  compiled: CompiledAdmissionPolicy,
  bindings: AdmissionBindings,
  {
    evaluations,
    remainingBudget,
  }: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
): readonly ValidationDecision[] {
  const { failurePolicy, validations } = compiled.policy.spec;
  const messages = needsMessages(compiled, evaluations, remainingBudget)
    ? evaluateMessages(compiled, bindings, remainingBudget)
    : undefined;
  return validations.map((validation, index) => {
    const evaluation = evaluations[index];
    if (evaluation?.ok === false) {
      return decisionForError(evaluation.message, failurePolicy);
    }
    if (messages?.outcome === 'exhausted') {
      return decisionForError(
        `failed messageExpression: ${messages.message}`,
        failurePolicy,
      );
    }
    return evaluation?.value === true
      ? admitted
      : {
          action: 'deny',
          evaluation: 'deny',
          message: validationMessage(validation, messages?.evaluations[index]),
          reason: validation.reason,
        };
  });
}

/**
 * The API server evaluates messages in any case. Of validations that all hold, they matter only if they could run out of what
 * the validations left of the budget.
 */
function needsMessages(
  { messages, variables }: CompiledAdmissionPolicy,
  evaluations: readonly (Evaluation | undefined)[],
  remainingBudget: number,
): boolean {
  const mostExpensive =
    perCallCostLimit * (messages.length + variables.inOrder.length);
  return (
    mostExpensive > remainingBudget ||
    evaluations.some(evaluation => evaluation?.ok && evaluation.value !== true)
  );
}

function evaluateMessages(
  compiled: CompiledAdmissionPolicy,
  bindings: AdmissionBindings,
  budget: number,
): GroupEvaluation {
  const scope = new VariableScope(compiled.variables.inOrder);
  return evaluateGroup(
    compiled.messages,
    withScope(bindings, scope, undefined),
    scope,
    budget,
  );
}

/** Annotations have a budget of their own, and no `authorizer`. */
function withAuditAnnotations(
  compiled: CompiledAdmissionPolicy,
  bindings: AdmissionBindings,
  scope: VariableScope,
  decisions: readonly ValidationDecision[],
): PolicyEvaluation {
  const { failurePolicy, auditAnnotations } = compiled.policy.spec;
  const group = evaluateGroup(
    compiled.auditAnnotations,
    withScope(bindings, scope, undefined),
    scope,
    evaluationCostBudget,
  );
  return group.outcome === 'exhausted'
    ? failedAsAWhole(group.message, failurePolicy)
    : {
        decisions,
        auditAnnotations: auditAnnotations.flatMap((annotation, index) => {
          const evaluation = group.evaluations[index];
          return evaluation === undefined
            ? []
            : [auditAnnotationResult(annotation, evaluation, failurePolicy)];
        }),
      };
}
