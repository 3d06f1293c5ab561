import { isError } from '../../cel/values/runtimeValue';
import type { RuntimeValue } from '../../cel/values/runtimeValue';
import type { CompiledExpression } from '../compile/compiledExpression';
import type { VariableScope } from '../compile/variableScope';
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

/** Evaluates expressions one after the other on what a scope binds, within a budget in cost units; undefined stands for one that is left out. */
export function evaluateGroup(
  expressions: readonly (CompiledExpression | undefined)[],
  scope: VariableScope,
  budget: number,
): GroupEvaluation {
  let evaluations: (Evaluation | undefined)[] | undefined;
  let remainingBudget = budget;
  for (let place = 0; place < expressions.length; place += 1) {
    const expression = expressions[place];
    let evaluation: Evaluation | undefined;
    if (expression?.ok) {
      const { value, cost } = expression.program.run(
        scope.bindings,
        perCallCostLimit,
      );
      remainingBudget -= scope.claimCost() + cost;
      if (remainingBudget < 0) {
        return exhausted;
      }
      if (value === true && evaluations === undefined) {
        continue;
      }
      evaluation = isError(value)
        ? {
            ok: false,
            message: `expression '${expression.source}' resulted in error: ${value.message}`,
          }
        : evaluated(value);
    } else if (expression !== undefined) {
      evaluation = {
        ok: false,
        message: `compilation error: ${expression.problem}`,
      };
    }
    evaluations ??= allTrue(place).slice();
    evaluations.push(evaluation);
  }
  return {
    outcome: 'evaluated',
    evaluations: evaluations ?? allTrue(expressions.length),
    remainingBudget,
  };
}

const wasTrue: Evaluation = { ok: true, value: true };
const wasFalse: Evaluation = { ok: true, value: false };

/** One for each number of expressions, of which there are few. */
const trueOf: (readonly Evaluation[])[] = [];

/** What came of so many expressions that were all true: the same list each time, so that nothing is made for it. */
export function allTrue(count: number): readonly Evaluation[] {
  const known = trueOf[count];
  if (known !== undefined) {
    return known;
  }
  const made = Object.freeze(Array.from({ length: count }, () => wasTrue));
  trueOf[count] = made;
  return made;
}

function evaluated(value: RuntimeValue): Evaluation {
  if (typeof value === 'boolean') {
    return value ? wasTrue : wasFalse;
  }
  return { ok: true, value };
}
