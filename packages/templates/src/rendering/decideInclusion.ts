import { JsonPath } from '../path';
import { TemplateResource } from '../template';
import { ExpressionFailure, ExpressionRun } from './expressionRun';

/** Whether a resource is there, or what must be known to tell. */
export type Inclusion =
  | { readonly decided: true; readonly included: boolean }
  | {
      readonly decided: false;
      readonly waitsFor: string;
      readonly path: JsonPath;
    };

/** Evaluates the conditions in order; the first that is false or unknown decides. Throws {@link ExpressionFailure}. */
export function decideInclusion(
  { includeWhen }: TemplateResource,
  run: ExpressionRun,
): Inclusion {
  for (const condition of includeWhen) {
    const evaluation = run.evaluate(condition);
    if (!evaluation.known) {
      const { waitsFor } = evaluation;
      return { decided: false, waitsFor, path: condition.path };
    }
    const { value } = evaluation;
    // An optional without a value is null, which counts as false in kro too.
    if (typeof value !== 'boolean' && value !== null) {
      throw new ExpressionFailure(
        condition.path,
        `\${${condition.source}} must be true or false.`,
      );
    }
    if (!value) {
      return { decided: true, included: false };
    }
  }
  return { decided: true, included: true };
}
