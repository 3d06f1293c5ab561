/** The name that a misspelt one most likely means: at most two letters added, dropped or changed; otherwise nothing. */
export function nearestName(
  name: string,
  known: readonly string[],
): string | undefined {
  const [nearest] = known
    .map(other => ({ other, distance: distance(name, other) }))
    .filter(({ distance: far }) => far <= Math.min(2, name.length / 2))
    .sort((left, right) => left.distance - right.distance);
  return nearest?.other;
}

/** Levenshtein's distance, letter case not counted. */
function distance(left: string, right: string): number {
  const a = left.slice(0, 64).toLowerCase();
  const b = right.slice(0, 64).toLowerCase();
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      current.push(
        Math.min(
          previous[column] + 1,
          current[column - 1] + 1,
          previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1),
        ),
      );
    }
    previous = current;
  }
  return previous[b.length];
}
