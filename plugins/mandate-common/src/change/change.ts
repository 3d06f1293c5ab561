import type { Decision, VoteMatch } from '@mandate/policy';
import { z } from 'zod';
import type { Assessment } from './assessment';
import type { DelegationView } from '../delegation';
import type { InterventionView } from '../intervention';
import type { Plan } from './plan';
import type { Proposer } from './proposer';
import type { QuestionView } from './question';
import type { CheckView, RunLogLine, StepView } from './runView';
import { type ChangeState, changeStateSchema } from './state';
import type { Target } from './target';
import type { TestResultView } from './testResult';
import type { Vote } from './vote';

/**
 * A plan with everything that was found and decided about it. Votes never move to another revision.
 *
 * @public
 */
export interface Revision {
  readonly number: number;
  readonly digest: string;
  readonly plan: Plan;
  readonly assessment: Assessment;
  readonly decision: Decision;
  readonly votes: readonly Vote[];
  readonly approvals: VoteMatch;
  readonly createdAt: string;
  /** Why this revision replaced the one before: "the target changed meanwhile". */
  readonly because?: string;
}

/**
 * One line of a change's or an entity's story, in time order.
 *
 * @public
 */
export interface StoryItem {
  readonly id: string;
  readonly at: string;
  /** The ledger entry's kind. */
  readonly kind: string;
  readonly tone: 'neutral' | 'positive' | 'warning' | 'danger';
  /** A sentence. */
  readonly words: string;
  readonly actor?: string;
  readonly changeId?: string;
  readonly findingId?: string;
  /** Index of the ledger entry that proves it. */
  readonly ledgerIndex?: number;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/**
 * A change as lists show it.
 *
 * @public
 */
export interface ChangeSummary {
  readonly id: string;
  readonly kind: string;
  /** A sentence: "Deploy checkout 2.4.0 to prod". */
  readonly title: string;
  readonly state: ChangeState;
  readonly target: Target;
  readonly proposer: Proposer;
  readonly reason?: string;
  readonly revision: number;
  readonly oversight?: Decision['oversight'];
  readonly riskLevel?: Assessment['risk']['level'];
  /** The finding that led to it, when a remedy proposed it. */
  readonly findingId?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt?: string;
  /** What it waits for, or how it ended, in words. */
  readonly statusWords: string;
  /** When the approval expires. */
  readonly expiresAt?: string;
}

/**
 * What the caller may do with a change now, and why not.
 *
 * @public
 */
export interface AllowedAction {
  readonly allowed: boolean;
  /** A sentence when not allowed: "You proposed this change; somebody else has to approve it." */
  readonly why?: string;
}

/**
 * The actions on a change.
 *
 * @public
 */
export const changeActions = [
  'approve',
  'reject',
  'abstain',
  'ask',
  'answer',
  'withdrawVote',
  'withdraw',
  'abort',
  'remind',
  'pause',
  'resume',
  'resolve',
  'override',
  'breakGlass',
] as const;
/**
 * One of the actions on a change.
 *
 * @public
 */
export type ChangeAction = (typeof changeActions)[number];

/**
 * A change with its whole story.
 *
 * @public
 */
export interface ChangeDetail extends ChangeSummary {
  readonly input: Readonly<Record<string, unknown>>;
  /** The set it was proposed in, and which of its changes it is, from 1; absent when it was proposed alone. */
  readonly changeSet?: {
    readonly id: string;
    readonly title: string;
    readonly position: number;
    readonly size: number;
  };
  /** The newest revision; absent when planning failed. */
  readonly current?: Revision;
  /** What an approver has to type before the plan is approved, because it removes something; absent when it does not. */
  readonly confirmTarget?: string;
  /** The last older revisions, newest first: at most nineteen. */
  readonly earlier: readonly Revision[];
  readonly steps: readonly StepView[];
  readonly checks: readonly CheckView[];
  readonly story: readonly StoryItem[];
  readonly allowed: Readonly<Record<ChangeAction, AllowedAction>>;
  /** What people did against the rules, oldest first. */
  readonly interventions: readonly Omit<
    InterventionView,
    'changeTitle' | 'mayReview'
  >[];
  /** Who votes for whom on this change, while it waits for their groups. */
  readonly delegations: readonly (DelegationView & {
    /** Groups that are still missing and that who is away belongs to. */
    readonly groups: readonly string[];
  })[];
  /** What was asked about it, the oldest first. */
  readonly questions: readonly QuestionView[];
  /** What was found when the newest plan was tested; absent when nobody attached anything. */
  readonly testResults?: readonly TestResultView[];
  /** Who paused the run, and why; absent when it is not paused. */
  readonly pause?: {
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  };
  /** What the run's steps reported, the oldest first; the newest few hundred lines. */
  readonly log: readonly RunLogLine[];
  /** For those who cannot vote: who can, per unfilled requirement. */
  readonly waitingFor: readonly {
    readonly group: string;
    readonly missing: number;
    readonly people: readonly string[];
  }[];
}

/**
 * Filters of the list of changes; all are joined by AND.
 *
 * @public
 */
export const changeFilterSchema = z.object({
  entityRef: z.string().max(200).optional(),
  environment: z.string().max(63).optional(),
  kind: z.string().max(100).optional(),
  states: z.array(changeStateSchema).max(20).optional(),
  proposer: z.string().max(200).optional(),
  oversight: z.string().max(20).optional(),
  text: z.string().max(200).optional(),
  sort: z.enum(['newest', 'oldest', 'updated']).default('newest'),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
/**
 * Filters of the list of changes.
 *
 * @public
 */
export type ChangeFilter = z.input<typeof changeFilterSchema>;

/**
 * One page of a list.
 *
 * @public
 */
export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
  readonly total?: number;
}

/**
 * What would happen to a proposed change, without proposing it.
 *
 * @public
 */
export interface Simulation {
  readonly title: string;
  readonly target: Target;
  readonly plan: Plan;
  readonly digest: string;
  readonly assessment: Assessment;
  readonly decision: Decision;
  /** What would keep it from starting now, such as a freeze, and until when. */
  readonly waits?: string;
}
