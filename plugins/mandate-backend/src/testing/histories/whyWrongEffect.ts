import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import type { Landed } from './HistoryWorld';
import { isUsedUp } from './isUsedUp';

/** What is wrong with an effect that has just reached the target; undefined when nothing is (I1, I2, I10). */
export function whyWrongEffect(
  effect: Landed,
  known: {
    /** What had reached the target before. */
    readonly before: readonly Landed[];
    /** Of its change, as the ledger tells it. */
    readonly state: ChangeState;
    /** Whether the ledger has a gate that passed for this step in this fence. */
    readonly hasPassed: boolean;
    /** The states of other changes whose effects are there. */
    readonly others: readonly ChangeState[];
  },
): string | undefined {
  const { step, direction } = effect;
  const { before, state, hasPassed, others } = known;
  if (direction === 'do' && isUsedUp(effect, before)) {
    return `I2: one approval let '${step}' happen again after it was done or undone`;
  }
  if (isTerminal(state)) {
    return `I1, I10: '${direction} ${step}' reached the target after the change was ${state}`;
  }
  if (direction === 'do' && !hasPassed) {
    return `I1: '${step}' had an effect without its gate`;
  }
  return others.some(other => !['succeeded', 'stuck'].includes(other))
    ? 'Two changes worked on one target at once'
    : undefined;
}
