import type { Landed } from './HistoryWorld';

/**
 * Whether what was decided for an effect's revision has been used already: each of its steps happens once, and none any
 * more when something of it was taken back, whoever tries again, resumes or has stood still.
 */
export function isUsedUp(effect: Landed, before: readonly Landed[]): boolean {
  return before.some(
    ({ changeId, revision, step, direction }) =>
      changeId === effect.changeId &&
      revision === effect.revision &&
      (direction === 'undo' || step === effect.step),
  );
}
