import { NotAskedError } from './NotAskedError';

/**
 * How long others are waited for. Who does not answer in time is given up, and not asked again until as much time has
 * passed: however many messages there are for somebody who hangs, the others wait for it once.
 */
export class Patience {
  readonly #ms: number;
  readonly #silentUntil = new Map<string, number>();

  constructor(ms: number) {
    this.#ms = ms;
  }

  /**
   * What somebody answers. Work that does not heed the signal goes on without anybody waiting.
   *
   * @throws Error when the answer does not come in time; NotAskedError when it did not a moment ago.
   */
  async wait<T>(
    who: string,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    if (performance.now() < (this.#silentUntil.get(who) ?? 0)) {
      throw new NotAskedError(
        `${who} did not answer a moment ago, and is asked again later.`,
      );
    }
    const control = new AbortController();
    const { signal } = control;
    const late = new Promise<never>((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      }),
    );
    const timer = setTimeout(() => {
      this.#silentUntil.set(who, performance.now() + this.#ms);
      control.abort(
        new Error(`${who} did not answer within ${this.#ms / 1_000} s.`),
      );
    }, this.#ms).unref();
    try {
      return await Promise.race([work(signal), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
