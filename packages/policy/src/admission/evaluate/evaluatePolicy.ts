import type { CompiledAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import { auditAnnotationResult } from './auditAnnotations';
import type { AuditAnnotationResult } from './auditAnnotations';
import type { AuthorizerValues } from './authorizerValues';
import { evaluationCostBudget } from './costLimits';
import { evaluateGroup } from './evaluateGroup';
import type { GroupEvaluation } from './evaluateGroup';
import { evaluateMatchConditions } from './matchConditions';
import {
  admittedByAll,
  decideValidations,
  decisionForError,
} from './validationDecisions';
import type { ValidationDecision } from './validationDecisions';
import type { RequestReading } from './requestReading';

/** What a policy says with one param: nothing when its conditions are not met. */
export interface PolicyEvaluation {
  readonly decisions: readonly ValidationDecision[];
  readonly auditAnnotations: readonly AuditAnnotationResult[];
}

/** What a policy is evaluated on. */
export interface PolicyInput {
  readonly request: RequestReading;
  /** Undefined when the policy has no paramKind, null when its binding names no param. */
  readonly params: unknown;
  /** Undefined when nothing reads it. */
  readonly authorizer: AuthorizerValues | undefined;
}

const nothing: PolicyEvaluation = { decisions: [], auditAnnotations: [] };
const noAnnotations: readonly AuditAnnotationResult[] = [];
const noMessages: GroupEvaluation = {
  outcome: 'evaluated',
  evaluations: [],
  remainingBudget: 0,
};

/** Evaluates a policy on one object with one param. */
export function evaluatePolicy(
  compiled: CompiledAdmissionPolicy,
  input: PolicyInput,
): PolicyEvaluation {
  if (compiled.matchConditions.length > 0) {
    const conditions = evaluateMatchConditions(compiled, input);
    if (conditions.outcome === 'unmet') {
      return nothing;
    }
    if (conditions.outcome === 'failed') {
      return failedAsAWhole(compiled, conditions.message);
    }
  }
  const { request, params, authorizer } = input;
  const validations = evaluateGroup(
    compiled.validations,
    request.values.bind(compiled.variables, params, authorizer),
    evaluationCostBudget,
  );
  if (validations.outcome === 'exhausted') {
    return failedAsAWhole(compiled, validations.message);
  }
  const decisions =
    admittedByAll(compiled, validations) ??
    decideOneByOne(compiled, validations, input);
  if (compiled.auditAnnotations.length === 0) {
    return { decisions, auditAnnotations: noAnnotations };
  }
  const annotations = evaluateUnauthorized(
    compiled.auditAnnotations,
    compiled,
    input,
    evaluationCostBudget,
  );
  return annotations.outcome === 'exhausted'
    ? failedAsAWhole(compiled, annotations.message)
    : {
        decisions,
        auditAnnotations: annotationResults(compiled, annotations),
      };
}

/** Apart, so that nothing is captured for messages where none is needed. */
function decideOneByOne(
  compiled: CompiledAdmissionPolicy,
  validations: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
  input: PolicyInput,
): readonly ValidationDecision[] {
  return decideValidations(compiled, validations, budget =>
    compiled.hasMessages
      ? evaluateUnauthorized(compiled.messages, compiled, input, budget)
      : noMessages,
  );
}

function failedAsAWhole(
  { policy }: CompiledAdmissionPolicy,
  message: string,
): PolicyEvaluation {
  return {
    decisions: [decisionForError(message, policy.spec.failurePolicy)],
    auditAnnotations: noAnnotations,
  };
}

/** Messages and annotations have no `authorizer`, not even through variables. */
function evaluateUnauthorized(
  expressions: CompiledAdmissionPolicy['messages'],
  { variables }: CompiledAdmissionPolicy,
  { request: { values }, params }: PolicyInput,
  budget: number,
): GroupEvaluation {
  return evaluateGroup(
    expressions,
    values.bind(variables, params, undefined),
    budget,
  );
}

function annotationResults(
  { policy }: CompiledAdmissionPolicy,
  { evaluations }: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
): readonly AuditAnnotationResult[] {
  const { auditAnnotations, failurePolicy } = policy.spec;
  return auditAnnotations.flatMap((annotation, index) => {
    const evaluation = evaluations[index];
    return evaluation === undefined
      ? []
      : [auditAnnotationResult(annotation, evaluation, failurePolicy)];
  });
}
