import type { Clock } from '../Clock';

/** Time that passes only when somebody sleeps, and then at once. */
export class VirtualClock implements Clock {
  private time = 1_000_000;

  now(): number {
    return this.time;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (!signal.aborted) {
      this.time += milliseconds;
    }
    await new Promise(resolve => {
      setImmediate(resolve);
    });
  }

  /** Lets time pass. */
  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** Numbers between 0 and 1 that are the same for the same seed (xorshift). */
export function seededRandom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}
