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
 * Makes decisions of evaluated validations. `evaluateMessages` evaluates all message expressions in what is left of the budget.
 *
 * The API server evaluates messages in any case. Of validations that all hold, they matter only if they could run out of that.
 */
export function decideValidations(
  { policy, messages, variables }: CompiledAdmissionPolicy,
  {
    evaluations,
    remainingBudget,
  }: Extract<GroupEvaluation, { outcome: 'evaluated' }>,
  evaluateMessages: (budget: number) => GroupEvaluation,
): readonly ValidationDecision[] {
  const costliest =
    perCallCostLimit * (messages.length + variables.inOrder.length);
  if (
    costliest <= remainingBudget &&
    evaluations === allTrue(evaluations.length)
  ) {
    return allAdmitted(evaluations.length);
  }
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
