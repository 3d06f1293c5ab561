/**
 * Where the cluster's controllers have the time from.
 *
 * @public
 */
export interface Clock {
  /** Milliseconds since 1970. */
  nowMs(): number;
  /** Runs something once after so many milliseconds. @returns a function that calls it off */
  after(delayMs: number, run: () => void): () => void;
  /** Told once by a cluster how to see that it has nothing left to do at the present time. */
  watchWork?(isIdle: () => boolean): void;
}

/** The machine's own time. */
export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
