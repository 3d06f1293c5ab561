import type { ReadPath } from '../expressions/explain/explanation';
import type { LimitName } from './limitsSchema';
import type { ApprovalRequirement, BudgetMeasure } from './mandateSpec';
import type { Oversight } from './oversight';

/**
 * A reason that limits oversight to at least `approve` (`risk-medium`, and `track-record-narrowed` at first: at least `notify`) whatever the grants say.
 *
 * @public
 */
export type CapName =
  | 'review-overdue'
  | 'track-record-narrowed'
  | 'kill-switch'
  | 'budget-exhausted'
  | 'risk-floor'
  | 'risk-high'
  | 'risk-medium'
  | 'preflight-failed'
  | 'tests-failed'
  | 'tests-missing'
  | 'classification-beyond'
  | 'classification-novel'
  | 'findings-unknown';

/**
 * The part of a mandate, or of the rules around mandates, that a reason comes from. `index` is 0-based.
 *
 * @public
 */
export type Clause =
  | { readonly type: 'grant'; readonly index: number }
  | { readonly type: 'otherwise' }
  | { readonly type: 'limit'; readonly limit: LimitName }
  | { readonly type: 'cap'; readonly cap: CapName }
  | { readonly type: 'unreadable' }
  | { readonly type: 'no-mandate' };

/**
 * What became of a clause: `granted` it applies and gives the decision's oversight; `stricter` it applies and raised
 * the oversight to the decision's; `overruled` it applies, but something stricter decided; `not-matched` it does not
 * apply; `error` it could not be evaluated and counts as `approve`.
 *
 * @public
 */
export type ClauseOutcome =
  | 'granted'
  | 'stricter'
  | 'overruled'
  | 'not-matched'
  | 'error';

/**
 * One reason that was considered, with the values that decided it.
 *
 * @public
 */
export interface ConsideredClause {
  /** The mandate's entity ref and version; absent for a rule that belongs to no mandate. */
  readonly mandate?: string;
  readonly version?: string;
  readonly clause: Clause;
  readonly outcome: ClauseOutcome;
  /** What the clause asks for; absent when it does not apply. */
  readonly oversight?: Oversight;
  readonly words: string;
  readonly values: readonly ReadPath[];
}

/**
 * What must be done beside the change. There is at most one of each type.
 *
 * @public
 */
export type Obligation =
  | { readonly type: 'notify'; readonly recipients: readonly string[] }
  | { readonly type: 'soak'; readonly durationMs: number }
  /** Verified for longer than the plan foresees: so many times as long. */
  | { readonly type: 'enhanced-monitoring'; readonly soakFactor: number };

/**
 * A limit of a mandate in force against what the change would bring, which is absent when it is not known. A limit on a figure is a
 * number; others are in words.
 *
 * @public
 */
export interface AppliedLimit {
  readonly mandate: string;
  readonly version: string;
  readonly name: LimitName;
  /** Which argument, for a limit of `arguments`. */
  readonly argument?: string;
  readonly limit: number | string;
  readonly hard: boolean;
  readonly figure?: number | string;
  readonly status: 'within' | 'exceeded' | 'unknown';
}

/**
 * A share of a budget that must be reserved in the transaction that stores the decision.
 *
 * @public
 */
export interface BudgetReservation {
  readonly mandate: string;
  readonly budgetIndex: number;
  /** What it counts; `changes` when absent. */
  readonly measure?: BudgetMeasure;
  readonly key: string;
  readonly amount: number;
  /** The budget's size: used + held + amount must not exceed it. */
  readonly limit: number;
  readonly windowMs: number;
}

/**
 * The outcome of `decide`.
 *
 * @public
 */
export interface Decision {
  readonly oversight: Oversight;
  /** All must be satisfied (AND). Empty unless the oversight is `approve`. At most one for a group. */
  readonly requirements: readonly ApprovalRequirement[];
  readonly obligations: readonly Obligation[];
  readonly limitsThatApply: readonly AppliedLimit[];
  /** How long the approval may take, the shortest of all; absent when nothing sets it. */
  readonly expiresAfterMs?: number;
  /** Empty unless the change may run without a person. */
  readonly reservations: readonly BudgetReservation[];
  /** Every reason, granted or not, in a stable order. */
  readonly considered: readonly ConsideredClause[];
  readonly decidedBy: {
    readonly mandate?: string;
    readonly title?: string;
    readonly version?: string;
    readonly clause: Clause;
    readonly words: string;
    /** What would have happened without the deciding clause; absent when nothing freer was granted. */
    readonly wouldOtherwiseBe?: Oversight;
  };
}
