import { checkExpression } from '../check/checkExpression';
import { checkCostLimit } from '../cost/checkCostLimit';
import type { CelEnvironment } from '../library/celEnvironment';
import type { ExpressionIssue } from '../syntax/issue';
import { recoverExpression } from '../syntax/recoverExpression';
import type { CelType } from '../types/celType';
import { formatType } from '../types/formatType';
import { unwrapped } from '../types/typeShape';

/** What the place of an expression asks of it. @public */
export interface DiagnoseOptions {
  /** The type that its value must have, such as bool for a condition. */
  readonly expected?: CelType;
}

/**
 * Everything that is wrong with an expression: what cannot be read; or else what does not check; or else a
 * value of another type than expected, and more work than the environment allows. Never throws, whatever the
 * text, so that an editor can ask at each keystroke.
 *
 * @public
 */
export function diagnose(
  source: string,
  environment: CelEnvironment,
  { expected }: DiagnoseOptions = {},
): readonly ExpressionIssue[] {
  const { parsed, issues } = recoverExpression(source, environment);
  if (issues.length > 0) {
    return issues;
  }
  const { checked, issues: findings } = checkExpression(parsed, environment);
  if (findings.some(({ severity }) => severity === 'error')) {
    return findings;
  }
  const costIssue = checkCostLimit(checked, environment);
  return [
    ...findings,
    ...(expected ? typeIssues(source, checked.type, expected) : []),
    ...(costIssue ? [costIssue] : []),
  ];
}

function typeIssues(
  source: string,
  type: CelType,
  expected: CelType,
): readonly ExpressionIssue[] {
  const { kind } = unwrapped(type);
  return kind === expected.kind || kind === 'dyn' || kind === 'error'
    ? []
    : [
        {
          message: `expected an expression of type '${formatType(
            expected,
          )}', found '${formatType(type)}'`,
          start: 0,
          end: source.length,
          severity: 'error',
        },
      ];
}
