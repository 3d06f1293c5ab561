import type { Clock } from './Clock';

/**
 * A time that stands still but for {@link SteppedClock.advance}, so that a test lives through a week in seconds.
 *
 * @public
 */
export class SteppedClock implements Clock {
  private readonly timers = new Set<{ dueMs: number; run: () => void }>();
  private readonly works: (() => boolean)[] = [];
  private timeMs: number;

  /** Begins at a time in milliseconds since 1970. */
  constructor(beginMs: number) {
    this.timeMs = beginMs;
  }

  nowMs(): number {
    return this.timeMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.timeMs + delayMs, run };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  watchWork(isIdle: () => boolean): void {
    this.works.push(isIdle);
  }

  /**
   * Lets time pass in steps: at each one, all that is due happens, and whatever follows from it at once. What wants to look more often
   * than a step looks once in it.
   */
  async advance(durationMs: number, stepMs: number): Promise<void> {
    const endMs = this.timeMs + durationMs;
    await this.settle();
    while (this.timeMs < endMs) {
      this.timeMs = Math.min(endMs, this.timeMs + stepMs);
      for (const timer of this.dueTimers()) {
        if (this.timers.delete(timer)) {
          timer.run();
        }
      }
      await this.settle();
    }
  }

  private dueTimers() {
    return [...this.timers]
      .filter(({ dueMs }) => dueMs <= this.timeMs)
      .sort((a, b) => a.dueMs - b.dueMs);
  }

  private async settle(): Promise<void> {
    do {
      await new Promise(resolve => {
        setImmediate(resolve);
      });
    } while (!this.works.every(isIdle => isIdle()));
  }
}
