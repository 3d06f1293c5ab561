import type { ChangeState, DecisionPath } from '@mandate/plugin-mandate-common';
import type { Decision } from '@mandate/policy';

/** How far back a track record reaches. */
export const RECORD_MS = 90 * 24 * 3_600_000;
/** After this time an outcome weighs half. */
export const HALF_LIFE_MS = 30 * 24 * 3_600_000;

/** How a change that had an effect ended, and which mandate decided on it. */
export interface Outcome {
  readonly changeId: string;
  /** Entity ref; absent when no mandate decided. */
  readonly mandate?: string;
  readonly kind: string;
  readonly path: DecisionPath;
  readonly failed: boolean;
  readonly endedAtMs: number;
}

/** Whether a change in this state counts, and as what; one without effect says nothing about its mandate. */
export function failedIn(state: ChangeState): boolean | undefined {
  switch (state) {
    case 'succeeded':
      return false;
    case 'undone':
    case 'stuck':
      return true;
    default:
      return undefined;
  }
}

/** How a change came to run. */
export function pathOf(
  { oversight }: Decision,
  glassIsBroken: boolean,
): DecisionPath {
  if (glassIsBroken) {
    return 'break-glass';
  }
  return oversight === 'autonomous' || oversight === 'notify'
    ? oversight
    : 'approved';
}

/** Whether no person was asked. */
export function ranAlone({ path }: Pick<Outcome, 'path'>): boolean {
  return path === 'autonomous' || path === 'notify';
}
