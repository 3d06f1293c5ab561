import type { MandateSpec } from '@mandate/policy';

/**
 * A mandate as the API shows it: the version in force, and a newer one that could not be read.
 *
 * @public
 */
export interface MandateView {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly entityRef: string;
  readonly owner: string;
  readonly version: string;
  readonly spec: MandateSpec;
  readonly inForceSince: string;
  readonly reviewDueAt?: string;
  readonly reviewOverdue: boolean;
  /** Set when the catalog holds a newer version that is not valid: the older one stays in force. */
  readonly rejectedVersion?: {
    readonly errors: readonly string[];
    readonly since: string;
  };
}

/**
 * A version of a mandate that came into force.
 *
 * @public
 */
export interface MandateVersionView {
  readonly version: string;
  readonly spec: MandateSpec;
  readonly inForceSince: string;
}
