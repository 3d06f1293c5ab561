import type { AllowedAction } from './change/change';

/**
 * What somebody did against the rules in an emergency, with its review.
 *
 * @public
 */
export interface InterventionView {
  readonly id: string;
  /** `override`: started in spite of freezes and windows. `break-glass`: ran without the missing approvals. */
  readonly kind: 'override' | 'break-glass';
  readonly changeId: string;
  readonly changeTitle: string;
  readonly by: string;
  readonly reason: string;
  /** Link to the incident. */
  readonly incident?: string;
  readonly at: string;
  readonly reviewDueAt: string;
  readonly reviewOverdue: boolean;
  readonly review?: {
    readonly by: string;
    readonly at: string;
    readonly verdict: 'justified' | 'not-justified';
    readonly reason: string;
  };
  /** Whether the caller may review it, while nobody has. */
  readonly mayReview?: AllowedAction;
}
