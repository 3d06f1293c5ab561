import type { Oversight } from '@mandate/policy';
import type { ModelBudget, ModelShare, ModelSpending } from './BudgetModel';
import type { ModelChangeSet } from './ChangeSetModel';

/** So many approvals of a group. */
export interface Requirement {
  readonly group: string;
  readonly count: number;
}

/** All that a mandate says in a history. */
export interface ModelMandate {
  readonly oversight: Oversight;
  readonly approvals: readonly Requirement[];
  /** How many changes may run alone in an hour, in the order in which the mandate says so. */
  readonly budgets: readonly ModelBudget[];
}

/** A vote that was accepted and not taken back. */
export interface ModelVote {
  readonly voter: string;
  readonly revision: number;
  readonly verdict: 'approve' | 'reject';
  /** The groups that the voter might vote for then. */
  readonly castFor: ReadonlySet<string>;
  readonly notBeforeMs?: number;
}

/** A change as the model knows it. */
export interface ModelChange {
  readonly proposer: string;
  readonly onBehalfOf?: string;
  readonly duringFreeze: 'finish' | 'hold' | 'undo';
  /** The set it belongs to. */
  readonly inSet?: ModelChangeSet;
  revision: number;
  /** As it was decided for this revision. */
  decided?: {
    readonly oversight: Oversight;
    readonly requirements: readonly Requirement[];
    /** Of the plan that votes name. */
    readonly digest: string;
    readonly expiresAtMs?: number;
  };
  votes: ModelVote[];
  isGlassBroken: boolean;
  isOverridden: boolean;
  isAborted: boolean;
  /** How often people had it aborted: each time is recorded once. */
  aborts: number;
  /** A person had it wait; only a person lets it go on. */
  isPaused: boolean;
  /** A person took the target as it was when the run was stuck. */
  isAccepted: boolean;
  /** Whether a step with an effect was intended in this revision. */
  hasBegun: boolean;
  /** What it was given of budgets in this revision; nothing when a person decides. */
  shares: readonly ModelShare[];
  /** Whether it waits to start with its shares. */
  holdsBudgets: boolean;
  /** What it used of budgets in any revision, each time when it began. */
  readonly spent: ModelSpending[];
}
