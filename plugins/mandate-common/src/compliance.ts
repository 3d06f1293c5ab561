/**
 * A compliance rule's result on one workload.
 *
 * @public
 */
export interface RuleResult {
  readonly rule: string;
  readonly title: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly status: 'pass' | 'fail' | 'error';
  /** What is wrong; or that it is right; or why it could not be evaluated. */
  readonly words: string;
  /** Object and field, when it fails. */
  readonly where?: string;
  /** How to mend it, when it fails. */
  readonly mend?: string;
}

/**
 * All rules on one workload of an entity.
 *
 * @public
 */
export interface ComplianceReport {
  readonly environment: string;
  readonly workload: string;
  readonly observedAt: string;
  readonly results: readonly RuleResult[];
  /** Set when the workload could not be read; then there are no results. */
  readonly problem?: string;
}
