import { setTimeout as delay } from 'node:timers/promises';

/** Time as the reflectors see it. */
export interface Clock {
  /** Milliseconds. */
  now(): number;
  /** Resolves when the time is over or the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, { signal }).catch(() => undefined);
  },
};
