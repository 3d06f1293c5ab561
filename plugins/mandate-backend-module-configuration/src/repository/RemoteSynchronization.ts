import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ConfigurationRepository,
  Remote,
  SynchronizeOutcome,
} from '@mandate/configuration-git';
import type { ConfigurationRemoteView } from '@mandate/plugin-mandate-common';

/** Keeps a remote in step, time and again. Nobody waits for it: while it is down, work goes on here and the state says so. */
export class RemoteSynchronization {
  #view: ConfigurationRemoteView | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly options: {
      readonly repository: ConfigurationRepository;
      readonly remote: Remote;
      readonly intervalMs: number;
      readonly logger: LoggerService;
      readonly now: () => Date;
    },
  ) {}

  /** What came of the last time; undefined before the first. */
  get view(): ConfigurationRemoteView | undefined {
    return this.#view;
  }

  /** Begins, and comes back after the interval. */
  start(): void {
    this.#running ??= this.run().finally(() => {
      this.#running = undefined;
      if (!this.#stopped) {
        this.#timer = setTimeout(
          () => this.start(),
          this.options.intervalMs,
        ).unref();
      }
    });
  }

  /** Soon, since something was written. */
  wake(): void {
    clearTimeout(this.#timer);
    if (!this.#stopped) {
      this.start();
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Once. */
  async run(): Promise<void> {
    const { repository, remote, logger, now } = this.options;
    let outcome: SynchronizeOutcome;
    try {
      outcome = await repository.synchronize(remote);
    } catch (error) {
      outcome = {
        outcome: 'unreachable',
        words: error instanceof Error ? error.message : String(error),
      };
    }
    const view = viewOf(outcome, now().toISOString());
    if (view.state !== 'in-step' && view.state !== this.#view?.state) {
      logger.warn(view.words);
    }
    this.#view = view;
  }
}

function viewOf(
  outcome: SynchronizeOutcome,
  at: string,
): ConfigurationRemoteView {
  switch (outcome.outcome) {
    case 'in-step':
      return { state: 'in-step', words: 'The remote has every version.', at };
    case 'diverged':
      return {
        state: 'diverged',
        words: `The remote and this portal both changed ${outcome.paths.join(
          ', ',
        )}. Work goes on here and nothing is pushed until somebody merges them in the remote.`,
        at,
      };
    case 'rewritten':
      return {
        state: 'rewritten',
        words: `The remote's history was rewritten: version ${outcome.known.slice(
          0,
          12,
        )} is no longer in it. Nothing is taken from it or pushed to it; the versions here are whole. Put that version back into the remote's branch.`,
        at,
      };
    default:
      return {
        state: 'unreachable',
        words: `The remote of the configuration does not answer, so work goes on here and is pushed later: ${outcome.words.slice(
          0,
          300,
        )}`,
        at,
      };
  }
}
