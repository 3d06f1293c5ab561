import type { MandateScope } from '@mandate/policy';

/**
 * A switch that stops automation within a scope, as the API shows it.
 *
 * @public
 */
export interface KillSwitchView {
  readonly id: string;
  /** Targets it covers; `{}` covers all. */
  readonly scope: MandateScope;
  /** Change kinds it stops; every kind when absent. */
  readonly changes?: readonly string[];
  /** What it stops, in words: "everything", "deploy in environment prod". */
  readonly words: string;
  readonly reason: string;
  /** Who switched it on: an entity ref, or the subject of a service. */
  readonly engagedBy: string;
  readonly engagedAt: string;
  /** Absent while it is on. */
  readonly lifted?: {
    readonly by: string;
    readonly at: string;
    readonly reason: string;
  };
  /** Changes that wait for it to be lifted. */
  readonly waiting: number;
}

/**
 * What to stop, and why.
 *
 * @public
 */
export interface KillSwitchRequest {
  /** Everything when absent. */
  readonly scope?: MandateScope;
  readonly changes?: readonly string[];
  readonly reason: string;
}
