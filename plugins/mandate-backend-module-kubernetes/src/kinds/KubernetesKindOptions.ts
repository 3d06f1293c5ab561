import type { VerificationTimes } from '../configuration/readConfiguration';

/** What all kinds of this module need. */
export interface KubernetesKindOptions {
  readonly verification: VerificationTimes;
  /** How many objects that are no longer part of it one change may remove. */
  readonly mostPruned: number;
  /** For telling how long a pod has been in trouble. */
  readonly now: () => Date;
}
