import type { LoggerService } from '@backstage/backend-plugin-api';
import { setImmediate as letOthersRun } from 'node:timers/promises';

/** Does a piece of work again and again: at an interval, and at once when woken. Never twice at a time. */
export class PollingLoop {
  readonly #options: {
    readonly name: string;
    readonly intervalMs: number;
    readonly logger: LoggerService;
    readonly work: () => Promise<void>;
  };
  #state: 'idle' | 'started' | 'stopped' = 'idle';
  #isWoken = false;
  #endPause: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(options: {
    /** For the log. */
    readonly name: string;
    readonly intervalMs: number;
    readonly logger: LoggerService;
    /** What it throws is logged, and it is tried again after the interval. */
    readonly work: () => Promise<void>;
  }) {
    this.#options = options;
  }

  start(): void {
    if (this.#state === 'idle') {
      this.#state = 'started';
      this.#running = this.#run();
    }
  }

  /** Works now, or once more when it is working. */
  wake(): void {
    this.#isWoken = true;
    this.#endPause?.();
  }

  /** Ends after the work under way. */
  async stop(): Promise<void> {
    this.#state = 'stopped';
    this.#endPause?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { name, logger, work } = this.#options;
    while (this.#state === 'started') {
      this.#isWoken = false;
      try {
        await work();
      } catch (error) {
        logger.warn(
          `Looking after ${name} failed; it is tried again.`,
          error instanceof Error ? error : new Error(String(error)),
        );
      }
      // SQLite answers without giving way: woken again and again, this loop would keep the process to itself.
      await letOthersRun();
      if (this.#state === 'started' && !this.#isWoken) {
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(
        () => this.#endPause?.(),
        this.#options.intervalMs,
      );
      this.#endPause = () => {
        clearTimeout(timer);
        this.#endPause = undefined;
        resolve();
      };
    });
  }
}
