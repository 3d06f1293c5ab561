import { PollingLoop } from '../PollingLoop';
import { Keeping } from './Keeping';
import { KindCaller } from './KindCaller';
import type { RunDependencies } from './RunScene';

/** How often it is looked whether something was not kept; that is rare, and not urgent. */
const POLL_MS = 15_000;

/** Keeps what is worth keeping of verified changes in the place of replicas that died before they could. */
export class KeepingLoop {
  readonly #stopping = new AbortController();
  readonly #loop: PollingLoop;

  constructor(dependencies: RunDependencies) {
    const caller = new KindCaller(dependencies, this.#stopping.signal);
    const keeping = new Keeping(dependencies, caller);
    this.#loop = new PollingLoop({
      name: 'what is kept of verified changes',
      intervalMs: POLL_MS,
      logger: dependencies.logger,
      work: () => keeping.keepDue(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** What is under way is called off, and done by somebody else later. */
  async stop(): Promise<void> {
    this.#stopping.abort(
      new DOMException('The backend is stopping.', 'AbortError'),
    );
    await this.#loop.stop();
  }
}
