import type { TransactionStore } from '../../database/KernelStore';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { appendRunLog } from '../../database/runs/RunLog';
import { signalChange } from './moveChange';
import { type RunScene, writeUnderFence } from './RunScene';
import { storableText } from '../../domain/storableText';

/** How often lines that wait are written. */
const FLUSH_MS = 500;
const MAX_WORDS = 500;
/** A step that reports more between two writes loses the rest. */
const MAX_WAITING = 100;

/** Takes down what a step reports during one call, in batches. It is never in the way of the run. */
export class StepReport {
  readonly #store: TransactionStore;
  readonly #scene: RunScene;
  readonly #stepId: string;
  readonly #logger: LoggerService;
  readonly #timer: NodeJS.Timeout;
  #waiting: string[] = [];
  #writing: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly store: TransactionStore;
    readonly scene: RunScene;
    readonly stepId: string;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#scene = options.scene;
    this.#stepId = options.stepId;
    this.#logger = options.logger;
    this.#timer = setInterval(() => this.#flush(), FLUSH_MS);
  }

  add(words: string): void {
    if (this.#waiting.length < MAX_WAITING) {
      this.#waiting.push(storableText(words.slice(0, MAX_WORDS)));
    }
  }

  /** Writes what is left. Nothing is taken down afterwards. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    if (this.#waiting.length === 0) {
      return;
    }
    const lines = this.#waiting.map(words => ({ stepId: this.#stepId, words }));
    this.#waiting = [];
    this.#writing = this.#writing
      .then(() => this.#write(lines))
      .catch(error =>
        this.#logger.warn(
          `Lines of the log of change ${this.#scene.change.id} were lost.`,
          error,
        ),
      );
  }

  async #write(lines: Parameters<typeof appendRunLog>[2]): Promise<void> {
    await writeUnderFence(this.#store, this.#scene.claim, async (tx, now) => {
      await appendRunLog(tx, now.change.id, lines);
      signalChange(tx, now.change);
    });
  }
}
