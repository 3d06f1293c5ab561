import type { ComplianceFinding } from '@mandate/plugin-mandate-common';

/**
 * A compliance rule. Its condition is CEL and holds when the object complies; it reads `object` (the workload),
 * `pod` (its pod's spec), `target`, and, for a rule of scope `container`, `container`.
 */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: ComplianceFinding['severity'];
  readonly scope: 'workload' | 'container';
  readonly condition: string;
  /** What is wrong when the condition does not hold. `{name}` is the container's or workload's name. */
  readonly violation: string;
  /** Field, relative to the container or the workload. */
  readonly field: string;
  /** How to mend it. */
  readonly mend: string;
}
