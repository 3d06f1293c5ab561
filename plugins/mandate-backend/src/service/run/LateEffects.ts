import type { TransactionStore } from '../../database/KernelStore';
import { readRun } from '../../database/runs/RunRecord';
import type { JournalStep } from '../../domain/run/journal';
import type { KindCaller } from './KindCaller';
import { recordRunFact } from './moveChange';
import type { RunScene } from './RunScene';

/** States in which an effect of the same revision is wanted, or a person decides about it. */
const WANTED = ['running', 'verifying', 'succeeded', 'stuck'];

/**
 * Effects of an owner that stood still for longer than its lease. A target that is there carries the fence of its last
 * owner and refuses a late write; what a late owner *creates* carries nothing yet, and so nothing refuses it. Whoever
 * has acted therefore looks whether the run was still its own, and takes back what nobody wants any more (I1, I10).
 */
export class LateEffects {
  readonly #store: TransactionStore;
  readonly #caller: KindCaller;

  constructor(options: {
    readonly store: TransactionStore;
    readonly caller: KindCaller;
  }) {
    this.#store = options.store;
    this.#caller = options.caller;
  }

  /** Call after each forward effect. What a later owner wrote meanwhile is never touched: it carries a higher fence. */
  async takeBack(scene: RunScene, step: JournalStep): Promise<void> {
    if ((await this.#isUnwanted(scene)) !== 'unwanted') {
      return;
    }
    const { type } = await this.#caller.undo(scene, step.id);
    const words =
      type === 'acted'
        ? `${step.title}: it was done by an owner that had lost the run, and is taken back.`
        : `${step.title}: it was done by an owner that had lost the run, and could not be taken back. Look at the target.`;
    await this.#store.transaction(async tx => {
      recordRunFact(tx, scene, {
        kind: 'step-observed',
        data: { step: step.id, outcome: 'late', words },
      });
    });
  }

  async #isUnwanted({ claim }: RunScene): Promise<'wanted' | 'unwanted'> {
    return this.#store.read(async tx => {
      const run = await readRun(tx, claim.changeId);
      if (run?.fence === claim.fence && !run.ended) {
        return 'wanted';
      }
      const change = await tx.changes.get(claim.changeId);
      return change?.revision === claim.revision &&
        WANTED.includes(change.state)
        ? 'wanted'
        : 'unwanted';
    });
  }
}
