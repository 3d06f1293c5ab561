import type { FigureLimitName } from './limitsSchema';
import type {
  ApprovalRequirement,
  MandateScope,
  MandateSpec,
} from './mandateSpec';

/**
 * How familiar a change is, from most to least: `standard` is approved as it stands, `modified` differs inside what was
 * approved, `modified-beyond` differs outside of it, and `novel` has nothing to compare with.
 *
 * @public
 */
export const classifications = [
  'standard',
  'modified',
  'modified-beyond',
  'novel',
] as const;
/**
 * How familiar a change is.
 *
 * @public
 */
export type Classification = (typeof classifications)[number];

/**
 * The level of a risk assessment, from harmless to dangerous.
 *
 * @public
 */
export type RiskLevel = 'low' | 'medium' | 'high' | 'critical';

/**
 * What is proposed. The three marks come from the change kind and the plan.
 *
 * @public
 */
export interface ChangeFacts {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly destructive: boolean;
  readonly touchesIdentity: boolean;
  readonly touchesData: boolean;
}

/**
 * The exact effect, as figures. A figure that is not known is absent, and a limit on it then counts as an error.
 *
 * @public
 */
export interface PlanFacts {
  readonly objects: {
    readonly created: number;
    readonly changed: number;
    readonly removed: number;
  };
  /** The target's figures after the change. */
  readonly figures: Readonly<Partial<Record<FigureLimitName, number>>>;
  /** By how much it changes the cost a month; negative when it saves, absent when not known. */
  readonly costDifference?: number;
  readonly version?: {
    readonly from: string;
    readonly to: string;
    readonly bump: 'none' | 'patch' | 'minor' | 'major' | 'unknown';
  };
  readonly images: readonly string[];
}

/**
 * What the change acts on. An absent attribute means that the target has none. Entity references (`entityRef`,
 * `owner`, `system`) and `kind` are in lower case.
 *
 * @public
 */
export interface TargetFacts {
  readonly entityRef: string;
  readonly environment: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly kind: string;
  readonly workload?: string;
  readonly containerType?: string;
  readonly owner?: string;
  readonly system?: string;
  readonly tags: readonly string[];
  /** The catalog entity's labels. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly tier?: string;
}

/**
 * Who proposes, and for whom when an agent or service acts for a person.
 *
 * @public
 */
export interface ProposerFacts {
  readonly kind: 'user' | 'agent' | 'service' | 'detector';
  readonly ref: string;
  readonly onBehalfOf?: string;
}

/**
 * One reason of a risk score; a positive contribution raises it.
 *
 * @public
 */
export interface RiskFactor {
  readonly name: string;
  readonly contribution: number;
  readonly words: string;
}

/**
 * Everything conditions read, as plain data. The names are those of the `mandate` expression environment.
 *
 * @public
 */
export interface DecisionFacts {
  readonly change: ChangeFacts;
  readonly plan: PlanFacts;
  readonly target: TargetFacts;
  readonly proposer: ProposerFacts;
  readonly risk: {
    readonly level: RiskLevel;
    /** From 0 to 1. */
    readonly score: number;
    readonly factors: readonly RiskFactor[];
  };
  readonly classification: Classification;
  /** How many services depend on the target, near or far; absent when not known. */
  readonly dependants?: number;
  /** What speaks against starting now; each in words. Absent when nothing was looked at. */
  readonly preflight?: { readonly failed: readonly string[] };
  /** What is known of tests of this very plan; absent where nobody asked. */
  readonly tests?: {
    /** Whether a change of its kind can be tested before it runs. */
    readonly possible: boolean;
    /** How many test results say so. */
    readonly passed: number;
    readonly failed: number;
  };
  /** Compliance: rules newly violated by the plan, and rules that could not be evaluated. */
  readonly findings: { readonly new: number; readonly errors: number };
  /** Earlier changes of this kind on this target; absent when there is no history. */
  readonly trackRecord?: {
    readonly changes: number;
    readonly failures: number;
    /** From 0 to 1. */
    readonly failureRate: number;
  };
  /** The local time of the target's environment. */
  readonly time: {
    /** From 0 to 23. */
    readonly hour: number;
    readonly weekday:
      | 'monday'
      | 'tuesday'
      | 'wednesday'
      | 'thursday'
      | 'friday'
      | 'saturday'
      | 'sunday';
  };
  /** The template the change came from, when it came from one. */
  readonly template?: { readonly name: string; readonly version: string };
}

/**
 * A mandate with an approved version. `name` is its entity ref and `version` the approved version.
 *
 * @public
 */
export type MandateInForce = ReadableMandate | UnreadableMandate;

/**
 * What a mandate in force has, readable or not.
 *
 * @public
 */
export interface MandateVersion {
  readonly name: string;
  /** What people call it; the name when absent. */
  readonly title?: string;
  readonly version: string;
  /** Milliseconds since the epoch; at and after it the mandate is not in force. */
  readonly expiresAtMs?: number;
}

/**
 * A mandate whose content passed `parseMandate`.
 *
 * @public
 */
export interface ReadableMandate extends MandateVersion {
  readonly status: 'readable';
  readonly spec: MandateSpec;
  /** When its approved version was approved or last reviewed, the later one, in milliseconds since the epoch. */
  readonly reviewedAtMs?: number;
}

/**
 * A mandate that could not be read. Without a scope it counts as covering every target.
 *
 * @public
 */
export interface UnreadableMandate extends MandateVersion {
  readonly status: 'unreadable';
  readonly error: string;
  readonly appliesTo?: MandateScope;
  readonly owner?: string;
}

/**
 * How much of one budget is used up in its window: spent plus reserved.
 *
 * @public
 */
export interface BudgetUsage {
  readonly mandate: string;
  readonly budgetIndex: number;
  /** See `budgetKeys`. */
  readonly key: string;
  readonly used: number;
  readonly held: number;
}

/**
 * A switch that stops autonomy: everywhere, or within a scope, or for some kinds of change.
 *
 * @public
 */
export interface KillSwitch {
  /** As in "The kill switch ... is on". */
  readonly name: string;
  readonly reason: string;
  readonly scope?: MandateScope;
  /** Change kinds it stops; every kind when absent. */
  readonly changes?: readonly string[];
}

/**
 * A mandate narrowed by failures: it grants nothing freer than the oversight for the kinds until its owner widens it again.
 *
 * @public
 */
export interface Narrowing {
  readonly mandate: string;
  /** Change kinds; `*` means every kind. */
  readonly changes: readonly string[];
  /** `approve` when absent. */
  readonly oversight?: 'notify' | 'approve';
  readonly reason: string;
}

/**
 * Everything a decision depends on. Equal inputs, in any order of their lists, give equal decisions.
 *
 * @public
 */
export interface DecisionInput {
  readonly facts: DecisionFacts;
  readonly mandates: readonly MandateInForce[];
  readonly budgets: readonly BudgetUsage[];
  readonly killSwitches: readonly KillSwitch[];
  readonly narrowings: readonly Narrowing[];
  /** Who approves beside the target's owner when no mandate is in force. */
  readonly defaultApprovers: readonly ApprovalRequirement[];
  /** When true, compliance rules that could not be evaluated stop autonomy. */
  readonly findingErrorsNeedApproval: boolean;
  /** The database's time, in milliseconds since the epoch. */
  readonly nowMs: number;
}
