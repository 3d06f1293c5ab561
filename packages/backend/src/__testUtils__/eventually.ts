import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 100;

/** Waits until `look` finds something, and answers it; rejects when `look` does or the time is over. */
export async function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  options: {
    readonly what: string;
    readonly limitMs: number;
    readonly everyMs?: number;
  },
): Promise<T> {
  const endsAt = Date.now() + options.limitMs;
  while (Date.now() < endsAt) {
    const seen = await look();
    if (seen !== undefined) {
      return seen;
    }
    await delay(options.everyMs ?? POLL_MS);
  }
  throw new Error(
    `Waited ${Math.round(options.limitMs / 1_000)} s in vain for ${
      options.what
    }.`,
  );
}
