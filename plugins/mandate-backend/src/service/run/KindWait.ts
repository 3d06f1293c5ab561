import type { KernelTransaction } from '../../database/KernelTransaction';
import { releaseLocks } from '../../database/runs/targetLocks';
import { resetPatience, writeStep } from '../../database/runs/StepJournal';
import { statusWords } from '../../domain/change/statusWords';
import { type JournalStep, mayHaveEffect } from '../../domain/run/journal';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import { missingKindWords } from '../kinds/missingKindWords';
import { retryWithJitter } from '../retryWithJitter';
import { moveChange, noteProgress } from './moveChange';
import { missingKindMessage } from './runMessages';
import type { RunScene } from './RunScene';
import type { RunSettings } from './RunSettings';
import type { RunWriter, Turn } from './RunWriter';

/**
 * What becomes of a run while no module brings its kind any more. Nothing is lost: before the first effect it waits, its
 * people are told once that takes long, and it goes on by itself; afterwards a person is asked once patience is over.
 */
export class KindWait {
  readonly #writer: RunWriter;
  readonly #kinds: Pick<ChangeKindRegistry, 'find'>;
  readonly #settings: RunSettings;

  constructor(options: {
    readonly writer: RunWriter;
    readonly kinds: Pick<ChangeKindRegistry, 'find'>;
    readonly settings: RunSettings;
  }) {
    this.#writer = options.writer;
    this.#kinds = options.kinds;
    this.#settings = options.settings;
  }

  isNeeded({ change }: RunScene): boolean {
    return this.#kinds.find(change.kind) === undefined;
  }

  /** Whether that is what it waited for until now; the words of a change say so. */
  wasNeeded({ change }: RunScene): boolean {
    return change.statusWords === statusWords(missingKindWords(change.kind));
  }

  /** The module is back: what was waited for it counts for nothing else. */
  end(scene: RunScene, step: JournalStep): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      await writeStep(tx, now.claim, step.id, { unknownObservations: 0 });
      await noteProgress(tx, now, 'The module of its kind is installed again.');
      return { type: 'go-on' };
    });
  }

  /** At the gate of a step. */
  atGate(scene: RunScene, step: JournalStep): Promise<Turn> {
    const { gateRetry, maximumGateUnknown, limits } = this.#settings;
    return this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort) {
        return { type: 'go-on' };
      }
      const words = missingKindWords(now.change.kind);
      const unknownObservations = step.unknownObservations + 1;
      const hasBegun = mayHaveEffect(now.steps);
      if (hasBegun && unknownObservations > limits.maximumUnknown) {
        return this.#ask(tx, now);
      }
      await writeStep(tx, now.claim, step.id, { unknownObservations });
      if (!hasBegun) {
        await releaseLocks(tx, now.change.id);
        const message =
          unknownObservations === maximumGateUnknown
            ? missingKindMessage(now.change, now.revision, words)
            : undefined;
        if (message) {
          tx.outbox.add(message);
        }
      }
      await noteProgress(tx, now, words);
      return this.#writer.release(
        tx,
        now,
        retryWithJitter(unknownObservations, gateRetry),
      );
    });
  }

  /** While it is verified: that nobody can look says nothing about the target, so nothing is undone for it. */
  whileVerifying(scene: RunScene): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort) {
        return { type: 'go-on' };
      }
      const { deadlineAtMs = 0 } = now.run;
      if ((await tx.now()) >= deadlineAtMs) {
        return this.#ask(tx, now);
      }
      await noteProgress(tx, now, missingKindWords(now.change.kind));
      return this.#writer.release(tx, now, this.#settings.checkMs);
    });
  }

  async #ask(tx: KernelTransaction, scene: RunScene): Promise<Turn> {
    await resetPatience(tx, scene.claim);
    await moveChange(tx, scene, {
      event: { type: 'stuck' },
      kind: 'step-observed',
      words: `${missingKindWords(
        scene.change.kind,
      )} Then try again; or accept the target as it is.`,
    });
    return this.#writer.release(tx, scene);
  }
}
