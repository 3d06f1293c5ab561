import type {
  Plan,
  PreflightCheck,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { z } from 'zod';
import type { ClusterAccess } from './clusterAccess';
import type { PreflightContext } from './preflight';

/**
 * A type of operation. The kernel calls `parse → plan` when a change is proposed (and again at the gate), then runs
 * `steps` one by one, each `intent → effect → observe`, then `check`s until the soak is over.
 *
 * Everything a kind needs later must be in the plan: it is stored, and a run may resume on another machine.
 *
 * @public
 */
export interface ChangeKind<Input = unknown> {
  /** kebab-case, `deploy`. */
  readonly name: string;
  /** "Deploy". */
  readonly title: string;
  /** For agents and forms: what it does, when to use it, what the input means. Markdown. */
  readonly description: string;
  readonly inputSchema: z.ZodType<Input>;
  /** What it acts on: a workload in a cluster (the default), or something that the portal itself keeps. */
  readonly actsOn?: 'workload' | 'portal';
  /** Marks that floor the risk: such a kind never runs alone unless a grant names it alone. */
  readonly risk: {
    readonly destructive: boolean;
    readonly touchesIdentity: boolean;
    readonly touchesData: boolean;
    /** 0 (undone by itself in seconds) to 1 (cannot be undone). */
    readonly irreversibility: number;
  };
  /**
   * What a run that has begun does when a freeze begins: go on to its end (the default, and right when half of it is
   * worse than all of it), hold before its next effect until the freeze is over, or undo what it has done.
   */
  readonly duringFreeze?: 'finish' | 'hold' | 'undo';
  /**
   * What a run does when a step cannot be done after others had their effect: undo what was done (the default), or ask
   * a person, who lets it try again from that step, undoes it, or leaves it.
   */
  readonly onFailure?: 'undo' | 'ask';
  /**
   * Whether a newer change of this kind on the same target makes older ones needless that have not started: of two
   * versions that wait to be deployed, only the newer one is.
   */
  readonly replacesQueued?: boolean;
  /**
   * Whether what it brings can be tested before it runs, as a version can and a restart cannot. At medium risk such a
   * change runs alone only with test results of its plan.
   */
  readonly testedBeforehand?: boolean;
  /** A title for the change: "Deploy checkout 2.4.0 to prod". */
  describe(input: Input, target: TargetFacts): string;
  /** Computes the effect from the target's present state. Has no effect itself. */
  plan(context: ObserveContext, input: Input): Promise<PlanOutcome>;
  /** The target's version now, comparable with `plan.baseVersion`. Fields that change by themselves (status) do not count. */
  observeVersion(context: ObserveContext, plan: Plan): Promise<string>;
  /** Whether it is ready to start; see `PreflightSource`. */
  preflight?(context: PreflightContext): Promise<readonly PreflightCheck[]>;
  /** The code behind each of `plan.steps`, by id. */
  step(plan: Plan, stepId: string): StepHandler;
  /** One look at everything that must hold after the run. Called every few seconds. */
  check(context: StepContext): Promise<readonly Check[]>;
  /**
   * Keeps what is worth keeping of a change that was verified, such as a record of the release. Called after the change
   * has succeeded; what it throws is logged, tried again for an hour, and changes nothing else. Idempotent: after a
   * crash another replica calls it some minutes later, and cannot know whether it was called. Other changes may have
   * written to the target meanwhile; what they wrote is none of this change. It may ask to be called again, within the
   * hour, for what can be told only later.
   */
  afterVerification?(context: StepContext): Promise<void | CallAgain>;
}

/**
 * That something is to be kept later.
 *
 * @public
 */
export interface CallAgain {
  readonly type: 'call-again';
  readonly afterMs: number;
}

/**
 * Reading side of a kind.
 *
 * @public
 */
export interface ObserveContext {
  readonly target: TargetFacts;
  readonly clusters: ClusterAccess;
  readonly signal: AbortSignal;
}

/**
 * A plan, or why there is none.
 *
 * @public
 */
export type PlanOutcome =
  | { readonly type: 'planned'; readonly plan: Plan }
  /** The input is fine, but nothing would change. */
  | { readonly type: 'nothing-to-do'; readonly words: string }
  /** Cannot be done; the words say why and what to do. */
  | { readonly type: 'impossible'; readonly words: string };

/**
 * What a step gets.
 *
 * @public
 */
export interface StepContext extends ObserveContext {
  readonly changeId: string;
  readonly revision: number;
  readonly plan: Plan;
  /** Where the change comes from, for records that name who and why; absent where nobody knows. */
  readonly origin?: ChangeOrigin;
  /** `change/revision/step`: the same for every retry of the step. */
  readonly idempotencyKey: string;
  /** Number of the run's present owner; effects carry it, so that a late write of an earlier owner is refused. */
  readonly fence: number;
  /** Adds a line to the run's log, at once in portals that are open; for people, never for decisions. No secrets. */
  report(words: string): void;
}

/**
 * Who wanted a change, why, and what was decided.
 *
 * @public
 */
export interface ChangeOrigin {
  /** Entity ref of a person, or the subject of a service, agent or detector. */
  readonly proposer: string;
  readonly reason?: string;
  readonly oversight: string;
}

/**
 * What was observed of a step's effect.
 *
 * @public
 */
export type Observation =
  /** The effect is there. */
  | {
      readonly type: 'present';
      readonly words: string;
      readonly evidence?: Readonly<Record<string, unknown>>;
    }
  | { readonly type: 'absent'; readonly words: string }
  /** Cannot be told now (cluster unreachable); asked again later, then the change is stuck. */
  | { readonly type: 'unknown'; readonly words: string };

/**
 * What acting came to. Whatever it says, the step is done only when `observe` sees the effect.
 *
 * @public
 */
export type ActOutcome =
  | { readonly type: 'acted' }
  /** Refused for good, with nothing changed: the run fails and undoes what was done. */
  | { readonly type: 'refused'; readonly words: string }
  /** Not now; tried again after a back-off. */
  | { readonly type: 'retry'; readonly words: string };

/**
 * One step's code. `act` must be idempotent under its key.
 *
 * @public
 */
export interface StepHandler {
  observe(context: StepContext): Promise<Observation>;
  act(context: StepContext): Promise<ActOutcome>;
  /** Takes the effect back, idempotently; absent when there is nothing to take back. */
  undo?(context: StepContext): Promise<ActOutcome>;
  /** Whether the effect is taken back: `present` means the state before is there again. Required with `undo`. */
  observeUndone?(context: StepContext): Promise<Observation>;
}

/**
 * One condition of the verification. No data is never success.
 *
 * @public
 */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** `failing` ends the verification when `final`; else the deadline decides. */
  readonly status: 'passing' | 'failing' | 'pending' | 'unknown';
  readonly words: string;
  readonly final?: boolean;
}
