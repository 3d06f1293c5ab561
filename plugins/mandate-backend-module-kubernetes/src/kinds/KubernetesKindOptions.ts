import type { VerificationTimes } from '../configuration/readConfiguration';

/** What all kinds of this module need. */
export interface KubernetesKindOptions {
  readonly verification: VerificationTimes;
  /** For telling how long a pod has been in trouble. */
  readonly now: () => Date;
}
