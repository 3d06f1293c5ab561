const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait after so many failures in a row: doubling from half a second to half a minute, and between half of
 * that and all of it, so that replicas and collections do not come back all at once.
 *
 * @param random - 0 to 1
 */
export function backOffMs(failures: number, random: number): number {
  const doubled = FIRST_MS * 2 ** Math.min(failures - 1, 20);
  return Math.min(LONGEST_MS, doubled) * (0.5 + random / 2);
}
