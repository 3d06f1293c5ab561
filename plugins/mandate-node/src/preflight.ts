import type {
  Plan,
  PreflightCheck,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { ObserveContext } from './changeKind';

/**
 * What a preflight check sees.
 *
 * @public
 */
export interface PreflightContext extends ObserveContext {
  readonly kind: string;
  readonly plan: Plan;
  /** What the target depends on directly, in the same environment. */
  readonly dependencies: readonly TargetFacts[];
}

/**
 * Looks whether a change is ready to start: with the assessment, and again just before the first effect. It has no effect itself.
 * What throws, is late, or answers `unknown` counts as failed. A failed check never runs alone.
 *
 * @public
 */
export interface PreflightSource {
  /** kebab-case; names it in the log. */
  readonly id: string;
  /** What it is about; stands for its checks when it gives none. */
  readonly title: string;
  /** Whether it has anything to say about a change. */
  concerns(of: {
    readonly kind: string;
    readonly plan: Plan;
    /** Whether data is at stake: the kind says so, or the plan deletes what keeps it. */
    readonly touchesData: boolean;
  }): boolean;
  check(context: PreflightContext): Promise<readonly PreflightCheck[]>;
}
