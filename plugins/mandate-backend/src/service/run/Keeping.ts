import type { KernelTransaction } from '../../database/KernelTransaction';
import { readRun } from '../../database/runs/RunRecord';
import { readStepJournal } from '../../database/runs/StepJournal';
import type { KindCaller } from './KindCaller';
import type { RunDependencies, RunScene } from './RunScene';

/** For how long after a change's end its kind is asked again; the last time is after that. */
const KEEP_TRYING_MS = 3_600_000;
const AT_ONCE = 10;

/**
 * Lets kinds keep what is worth keeping of verified changes, such as a record of the release. With the verification a
 * timer is set: when whoever verified dies before it is kept, or the cluster cannot be reached, it is kept later.
 */
export class Keeping {
  readonly #dependencies: Omit<RunDependencies, 'onBoundary'>;
  readonly #caller: KindCaller;

  constructor(
    dependencies: Omit<RunDependencies, 'onBoundary'>,
    caller: KindCaller,
  ) {
    this.#dependencies = dependencies;
    this.#caller = caller;
  }

  /** Call in the transaction in which the change succeeds, after its end: a change that ends loses its timers. */
  async promise(
    tx: KernelTransaction,
    { change }: Pick<RunScene, 'change'>,
  ): Promise<void> {
    const { kinds, settings } = this.#dependencies;
    const kind = kinds.find(change.kind);
    // Of a kind that no module brings any more nobody knows.
    if (!kind || kind.afterVerification) {
      await tx.timers.set({
        kind: 'keep',
        changeId: change.id,
        // Whoever verified does it at once, and is never late: its call has a time limit.
        dueAtMs: (await tx.now()) + 2 * settings.callTimeoutMs,
      });
    }
  }

  /** Keeps it now. The promise stays when that fails, and is moved when there is more to keep later. */
  async keep(scene: RunScene): Promise<void> {
    const outcome = await this.#caller.afterVerification(scene);
    if (outcome === 'failed') {
      await this.#giveUpWhenOld(scene.change.id);
      return;
    }
    await this.#dependencies.store.transaction(async tx =>
      outcome === 'kept'
        ? tx.timers.cancel(scene.change.id, ['keep'])
        : tx.timers.set({
            kind: 'keep',
            changeId: scene.change.id,
            dueAtMs: (await tx.now()) + Math.max(outcome.afterMs, 1_000),
          }),
    );
  }

  /** Keeps what nobody kept in time. The claim promises it again: this process may die as well. */
  async keepDue(): Promise<void> {
    const scenes = await this.#dependencies.store.transaction(async tx => {
      const timers = await tx.timers.claimDue({
        kinds: ['keep'],
        limit: AT_ONCE,
      });
      const due: RunScene[] = [];
      for (const { changeId } of timers) {
        const scene = await this.#sceneOfEnded(tx, changeId);
        if (scene) {
          await this.promise(tx, scene);
          due.push(scene);
        }
      }
      return due;
    });
    await Promise.all(scenes.map(scene => this.keep(scene)));
  }

  async #giveUpWhenOld(changeId: string): Promise<void> {
    const isOver = await this.#dependencies.store.transaction(async tx => {
      const change = await tx.changes.get(changeId);
      const endedAtMs = change?.endedAtMs ?? Infinity;
      const isOld = (await tx.now()) - endedAtMs > KEEP_TRYING_MS;
      if (isOld) {
        await tx.timers.cancel(changeId, ['keep']);
      }
      return isOld;
    });
    if (isOver) {
      this.#dependencies.logger.error(
        `What is kept of change ${changeId} could not be written for too long; it is given up. No release of it can be rolled back to.`,
      );
    }
  }

  /** The scene as its run's last owner left it; nothing when it is forgotten. */
  async #sceneOfEnded(
    tx: KernelTransaction,
    changeId: string,
  ): Promise<RunScene | undefined> {
    const [change, run] = [
      await tx.changes.get(changeId),
      await readRun(tx, changeId),
    ];
    const revision = run && (await tx.revisions.get(changeId, run.revision));
    if (!change || !run || !revision) {
      return undefined;
    }
    const { fence } = run;
    const claim = { changeId, revision: run.revision, fence };
    const steps = await readStepJournal(tx, claim);
    return { claim, change, revision, run, steps };
  }
}
