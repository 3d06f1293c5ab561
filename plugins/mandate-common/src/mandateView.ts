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
  /** Set when the catalog shows another version than the one in force: it comes into force when it is approved. */
  readonly catalogVersion?: {
    readonly version: string;
    readonly spec: MandateSpec;
    readonly since: string;
    /** The change that proposes it. */
    readonly changeId?: string;
  };
  /**
   * Set when the mandate left the catalog: until its removal is approved, its limits and prohibitions hold and it grants
   * nothing by itself.
   */
  readonly leftCatalog?: {
    readonly since: string;
    /** The change that proposes its removal. */
    readonly changeId?: string;
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
