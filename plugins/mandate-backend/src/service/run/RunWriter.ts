import type { TransactionStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { releaseRun } from '../../database/runs/claimRuns';
import type { Attention } from '../../domain/run/journal';
import { type RunScene, writeUnderFence } from './RunScene';

/** What one thing to do came to. */
export type Turn =
  /** Decide what is next; `attention` is what this owner knows now. */
  | { readonly type: 'go-on'; readonly attention?: Attention }
  /** The run was given back, or has ended. */
  | { readonly type: 'released' }
  /** Another owner has it: stop at once. */
  | { readonly type: 'lost' };

/** Writes of a run's owner. All of them go through its fence. */
export class RunWriter {
  readonly #store: TransactionStore;

  constructor(store: TransactionStore) {
    this.#store = store;
  }

  /** Lets `work` write in one transaction under the fence, on the scene as it is then. */
  async write(
    scene: RunScene,
    work: (tx: KernelTransaction, scene: RunScene) => Promise<Turn>,
  ): Promise<Turn> {
    const written = await writeUnderFence(this.#store, scene.claim, work);
    return written === 'lost' ? { type: 'lost' } : written;
  }

  /** Gives the run back; somebody looks at it again after the delay, or when it is woken. */
  async release(
    tx: KernelTransaction,
    { claim }: RunScene,
    delayMs?: number,
  ): Promise<Turn> {
    await releaseRun(
      tx,
      claim,
      delayMs === undefined ? undefined : (await tx.now()) + delayMs,
    );
    return { type: 'released' };
  }
}
