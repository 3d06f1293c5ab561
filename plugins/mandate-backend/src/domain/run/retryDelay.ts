/** A delay that doubles with each attempt, up to a maximum. */
export interface RetryDelay {
  readonly initialMs: number;
  readonly maximumMs: number;
}

/** How long to wait after the given number of attempts in a row; 1 is the first. */
export function retryDelayMs(
  attempts: number,
  { initialMs, maximumMs }: RetryDelay,
): number {
  const doublings = Math.min(Math.max(attempts - 1, 0), 30);
  return Math.min(initialMs * 2 ** doublings, maximumMs);
}
