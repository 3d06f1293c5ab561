import { randomUUID } from 'node:crypto';
import { claimRuns, type RunClaim } from '../../database/runs/claimRuns';
import { PollingLoop } from '../PollingLoop';
import { RunExecutor } from './RunExecutor';
import type { RunDependencies } from './RunScene';

/**
 * Works on runs that are due. Any number of replicas have one each: a claim takes a lease and raises the fence, so a
 * run has one owner, and a paused one that comes back writes nothing. A worker that dies leaves its runs to be claimed
 * when their leases end.
 */
export class RunWorker {
  readonly #dependencies: RunDependencies;
  readonly #owner = randomUUID();
  readonly #draining = new AbortController();
  readonly #stopping = new AbortController();
  readonly #executor: RunExecutor;
  readonly #loop: PollingLoop;
  readonly #driving = new Set<Promise<void>>();

  constructor(dependencies: RunDependencies) {
    this.#dependencies = dependencies;
    this.#executor = new RunExecutor(dependencies, this.#stopping.signal);
    this.#loop = new PollingLoop({
      name: 'runs',
      intervalMs: dependencies.settings.pollMs,
      logger: dependencies.logger,
      work: () => this.#claim(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Looks for due runs now. */
  wake(): void {
    this.#loop.wake();
  }

  /**
   * Claims no more, lets each run come to a safe point, and gives it back. A call to a change kind that takes longer
   * than the drain time is told to stop.
   */
  async stop(): Promise<void> {
    this.#draining.abort();
    await this.#loop.stop();
    const timer = setTimeout(
      () =>
        this.#stopping.abort(
          new DOMException('The backend is stopping.', 'AbortError'),
        ),
      this.#dependencies.settings.drainMs,
    );
    await Promise.all(this.#driving);
    clearTimeout(timer);
  }

  async #claim(): Promise<void> {
    const { store, settings } = this.#dependencies;
    const limit = settings.concurrency - this.#driving.size;
    if (limit <= 0) {
      return;
    }
    const claims = await store.transaction(tx =>
      claimRuns(tx, { owner: this.#owner, leaseMs: settings.leaseMs, limit }),
    );
    for (const claim of claims) {
      const driving = this.#drive(claim).finally(() => {
        this.#driving.delete(driving);
        this.wake();
      });
      this.#driving.add(driving);
    }
  }

  /** What goes wrong here is no answer of a change kind: the lease ends, and somebody tries again from the journal. */
  async #drive(claim: RunClaim): Promise<void> {
    try {
      await this.#executor.drive(claim, this.#draining.signal);
    } catch (error) {
      const logger = this.#dependencies.logger.child({
        changeId: claim.changeId,
      });
      logger.error(
        `The run of change ${claim.changeId} stopped; it is resumed when its lease ends.`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
}
