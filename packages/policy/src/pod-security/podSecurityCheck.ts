/** The two levels of the Pod Security Standards that restrict anything. @public */
export type PodSecurityLevel = 'baseline' | 'restricted';

/**
 * One control of the Pod Security Standards, as CEL that Kubernetes 1.30 and later accepts in a
 * ValidatingAdmissionPolicy. Versions are minors of Kubernetes 1: 25 stands for 1.25.
 *
 * @public
 */
export interface PodSecurityCheck {
  /** Stable name in camel case, unique among all checks. */
  readonly id: string;
  readonly level: PodSecurityLevel;
  /** What is forbidden or asked for, as a heading. */
  readonly title: string;
  /** The first version of the standard that has this control. */
  readonly since: number;
  /** Baseline checks that this one takes the place of at the restricted level, from `since` on. */
  readonly replaces?: string;
  /** CEL, true for pods that the control does not concern; may read `params.minor`. */
  readonly exempt?: string;
  /** CEL variables of the check's own, after those of every check. */
  readonly variables?: readonly CelVariable[];
  /** CEL lists of sentences, each naming an offender and what to change. No sentence, no offence. */
  readonly offences: readonly string[];
}

/** A named CEL expression, read as `variables.<name>` by those after it. @public */
export interface CelVariable {
  readonly name: string;
  readonly expression: string;
}
