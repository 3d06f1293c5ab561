/** The candidate that a misspelled name most likely means; undefined when none is near. */
export function nearestName(
  name: string,
  candidates: readonly string[],
): string | undefined {
  const near = candidates
    .map(candidate => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ distance }) => distance <= Math.max(1, name.length / 3))
    .sort(
      (a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1),
    );
  return near[0]?.candidate;
}

/**
 * Edits (insert, delete, replace, swap of neighbours) between two names, letters compared without case; infinite for
 * long names, which get no suggestion.
 */
function editDistance(a: string, b: string): number {
  if (a.length > 64 || b.length > 64) {
    return Number.POSITIVE_INFINITY;
  }
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const replaced = last[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped =
        i > 1 &&
        j > 1 &&
        left[i - 1] === right[j - 2] &&
        left[i - 2] === right[j - 1]
          ? beforeLast[j - 2] + 1
          : replaced;
      row.push(Math.min(replaced, swapped, last[j] + 1, row[j - 1] + 1));
    }
    [beforeLast, last] = [last, row];
  }
  return last[right.length];
}
