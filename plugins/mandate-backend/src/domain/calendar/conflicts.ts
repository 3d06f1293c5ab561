import type { CalendarConflict } from '@mandate/plugin-mandate-common';
import { type Change, targetKey } from '../change/change';

/**
 * Pairs of open changes that act on one target, or of which one target depends on the other in the same environment.
 * Each pair is told once, whatever the order of the changes.
 *
 * @param dependants - For each entity ref, everything that depends on it, near or far.
 */
export function findConflicts(
  changes: readonly Change[],
  dependants: ReadonlyMap<string, ReadonlySet<string>>,
): readonly CalendarConflict[] {
  const sorted = changes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return sorted.flatMap((one, index) =>
    sorted
      .slice(index + 1)
      .flatMap(other => conflictOf(one, other, dependants) ?? []),
  );
}

function conflictOf(
  one: Change,
  other: Change,
  dependants: ReadonlyMap<string, ReadonlySet<string>>,
): CalendarConflict | undefined {
  const changes = [one.id, other.id] as const;
  if (targetKey(one.target) === targetKey(other.target)) {
    return {
      because: 'same-target',
      changes,
      words: `'${one.title}' and '${other.title}' act on the same target; one waits for the other.`,
    };
  }
  if (one.target.environment !== other.target.environment) {
    return undefined;
  }
  const [base, dependant] = dependsOn(other, one) ? [one, other] : [other, one];
  return dependsOn(dependant, base)
    ? {
        because: 'dependency',
        changes,
        words: `'${dependant.title}' acts on what depends on the target of '${base.title}'; a failure of one may show in the other.`,
      }
    : undefined;

  function dependsOn(candidate: Change, on: Change): boolean {
    return (
      dependants.get(on.target.entityRef)?.has(candidate.target.entityRef) ??
      false
    );
  }
}
