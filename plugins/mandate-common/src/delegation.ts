/**
 * While somebody is away, another person votes for them.
 *
 * @public
 */
export interface DelegationView {
  readonly id: string;
  /** Who is away. */
  readonly delegator: string;
  /** Who votes for them. */
  readonly delegate: string;
  readonly from: string;
  readonly until: string;
  readonly reason?: string;
  /** Whether it is in effect. */
  readonly isNow: boolean;
}

/**
 * Whom the caller lets vote for them, and when (ISO 8601).
 *
 * @public
 */
export interface DelegationRequest {
  /** Entity ref of a person. */
  readonly delegate: string;
  readonly from: string;
  readonly until: string;
  readonly reason?: string;
}
