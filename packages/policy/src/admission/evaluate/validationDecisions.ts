import type { CompiledAdmissionPolicy } from '../compile/compileAdmissionPolicy';
import type { RefusalReason } from '../policy/validatingPolicy';
import type { FailurePolicy } from '../policy/policyParts';
import { perCallCostLimit } from './costLimits';
import { allTrue } from './evaluateGroup';
import type { GroupEvaluation } from './evaluateGroup';
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

const admitted: ValidationDecision = { action: 'admit', evaluation: 'admit' };

/**
 * The decisions when all validations hold. The API server evaluates messages in any case, which matters only if they could run
 * out of what is left of the budget; undefined then, and when a validation does not hold.
 */
export function admittedByAll(
  { hasMessages, messages, variables }: CompiledAdmissionPolicy,
  {
    evaluations,
    remainingBudget,
  }: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
): readonly ValidationDecision[] | undefined {
  const { length } = evaluations;
  const costliest = hasMessages
    ? perCallCostLimit * (messages.length + variables.inOrder.length)
    : 0;
  return costliest <= remainingBudget && evaluations === allTrue(length)
    ? allAdmitted(length)
    : undefined;
}

/** Makes decisions of evaluated validations. `evaluateMessages` evaluates all message expressions in what is left of the budget. */
export function decideValidations(
  { policy }: CompiledAdmissionPolicy,
  {
    evaluations,
    remainingBudget,
  }: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
  evaluateMessages: (budget: number) => GroupEvaluation,
): readonly ValidationDecision[] {
  const said = evaluateMessages(remainingBudget);
  const { failurePolicy, validations } = policy.spec;
  return validations.map((validation, index) => {
    const evaluation = evaluations[index];
    if (evaluation?.ok === false) {
      return decisionForError(evaluation.message, failurePolicy);
    }
    if (said.outcome === 'exhausted') {
      return decisionForError(
        `failed messageExpression: ${said.message}`,
        failurePolicy,
      );
    }
    return evaluation?.value === true
      ? admitted
      : {
          action: 'deny',
          evaluation: 'deny',
          message: validationMessage(validation, said.evaluations[index]),
          reason: validation.reason,
        };
  });
}

/** One for each number of validations, of which there are few. */
const admittedOf: (readonly ValidationDecision[])[] = [];

function allAdmitted(count: number): readonly ValidationDecision[] {
  const known = admittedOf[count];
  if (known !== undefined) {
    return known;
  }
  const made = Object.freeze(Array.from({ length: count }, () => admitted));
  admittedOf[count] = made;
  return made;
}

/** What an error decides. */
export function decisionForError(
  message: string,
  failurePolicy: FailurePolicy,
): ValidationDecision {
  return {
    action: failurePolicy === 'Ignore' ? 'admit' : 'deny',
    evaluation: 'error',
    message,
  };
}
