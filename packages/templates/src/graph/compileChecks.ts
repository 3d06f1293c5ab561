import {
  annotationPath,
  TEMPLATE_ANNOTATIONS,
} from '../annotations/templateAnnotations';
import type { DeploymentCheck } from '../annotations/operationAnnotations';
import { Compilation } from '../compilation';
import { placeInText } from '../document/placeInText';
import { TemplateScope } from '../expressions/templateScope';
import { UnplacedProblem } from '../problem';
import { TemplateCheck } from '../template';

/**
 * Compiles the conditions that live objects have to meet. They read what the status does, and each must be true or false;
 * what is wrong with one is placed where it stands in the annotation.
 */
export function compileChecks(options: {
  readonly checks: readonly DeploymentCheck[];
  /** The annotation as it is written. */
  readonly text: string;
  readonly scope: TemplateScope;
  readonly isTyped: boolean;
}): {
  readonly checks: readonly TemplateCheck[];
  readonly problems: readonly UnplacedProblem[];
} {
  const { text, scope, isTyped } = options;
  const path = annotationPath(TEMPLATE_ANNOTATIONS.checks);
  const checks: TemplateCheck[] = [];
  const problems: UnplacedProblem[] = [];
  for (const [index, check] of options.checks.entries()) {
    const { name, condition } = check;
    // Of its own, so that its problems can be placed, and so that a parameter which only checks read counts as unused.
    const compilation = new Compilation(isTyped);
    const compiled = compilation.compileCondition(
      condition,
      path,
      scope.everything(),
    );
    if (compiled) {
      checks.push({ ...check, condition: compiled });
    }
    problems.push(
      ...compilation.problems.map(problem => ({
        ...problem,
        message: `The check ${name}: ${problem.message}`,
        inText: placeInText(text, [index, 'condition']),
      })),
    );
  }
  return { checks, problems };
}
