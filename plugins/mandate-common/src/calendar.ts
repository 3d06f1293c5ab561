import type { MandateScope } from '@mandate/policy';
import type { ChangeState } from './change/state';
import type { Target } from './change/target';

/**
 * A freeze, or a window in which changes may start only, as the calendar shows it.
 *
 * @public
 */
export interface CalendarWindow {
  /** Entity ref. */
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly type: 'freeze' | 'window';
  readonly owner: string;
  readonly appliesTo: MandateScope;
  /** Change kinds it is about; every kind when absent. */
  readonly changes?: readonly string[];
  /** Change kinds it leaves alone. */
  readonly except?: readonly string[];
  readonly timeZone: string;
  /** What it covers, in words. */
  readonly words: string;
  /** When it is in effect within the stretch that was asked for. */
  readonly occurrences: readonly {
    readonly start: string;
    readonly end: string;
  }[];
  /** Whether it is in effect now. */
  readonly isNow: boolean;
  /** Why a newer version is not in force; empty when there is none. */
  readonly errors: readonly string[];
}

/**
 * A change that waits to start, runs, or ran within the stretch.
 *
 * @public
 */
export interface CalendarChange {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly state: ChangeState;
  readonly target: Target;
  /** When it began, or is expected to begin; absent when nobody knows. */
  readonly start?: string;
  /** Absent while it has not ended. */
  readonly end?: string;
  readonly statusWords: string;
}

/**
 * Changes that may get into each other's way.
 *
 * @public
 */
export interface CalendarConflict {
  readonly because: 'same-target' | 'dependency';
  /** Both changes, by id. */
  readonly changes: readonly [string, string];
  readonly words: string;
}

/**
 * What may start when, what is planned, and what is in each other's way.
 *
 * @public
 */
export interface Calendar {
  readonly from: string;
  readonly until: string;
  readonly windows: readonly CalendarWindow[];
  readonly changes: readonly CalendarChange[];
  readonly conflicts: readonly CalendarConflict[];
}
