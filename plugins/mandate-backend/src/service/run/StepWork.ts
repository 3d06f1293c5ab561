import type { Observation } from '@mandate/plugin-mandate-node';
import { writeRun } from '../../database/runs/RunRecord';
import { writeStep } from '../../database/runs/StepJournal';
import {
  type Attention,
  type JournalStep,
  mayHaveEffect,
} from '../../domain/run/journal';
import { retryWithJitter } from '../retryWithJitter';
import type { KindCaller } from './KindCaller';
import type { LateEffects } from './LateEffects';
import { moveChange, noteProgress, recordRunFact } from './moveChange';
import type { RunScene } from './RunScene';
import type { RunSettings } from './RunSettings';
import type { RunWriter, Turn } from './RunWriter';

/** Does and undoes steps: calls the change kind, and writes down what was observed. Each method is one thing to do. */
export class StepWork {
  readonly #writer: RunWriter;
  readonly #caller: KindCaller;
  readonly #settings: RunSettings;
  readonly #onBoundary: (name: string) => Promise<void>;
  readonly #lateEffects: LateEffects;

  constructor(options: {
    readonly writer: RunWriter;
    readonly caller: KindCaller;
    readonly settings: RunSettings;
    readonly onBoundary: (name: string) => Promise<void>;
    readonly lateEffects: LateEffects;
  }) {
    this.#writer = options.writer;
    this.#caller = options.caller;
    this.#settings = options.settings;
    this.#onBoundary = options.onBoundary;
    this.#lateEffects = options.lateEffects;
  }

  /** Looks whether the effect is there, or is taken back. */
  async observe(
    scene: RunScene,
    step: JournalStep,
    attention: Attention,
  ): Promise<Turn> {
    const seen =
      attention.direction === 'do'
        ? await this.#caller.observe(scene, step.id)
        : await this.#caller.observeUndone(scene, step.id);
    const isUnknown = seen.type === 'unknown';
    const next = { ...attention, seen };
    if (!isUnknown && step.unknownObservations === 0) {
      return { type: 'go-on', attention: next };
    }
    return this.#writer.write(scene, async (tx, now) => {
      await writeStep(tx, now.claim, step.id, {
        unknownObservations: isUnknown ? step.unknownObservations + 1 : 0,
      });
      return { type: 'go-on', attention: next };
    });
  }

  /**
   * Makes the effect, or takes it back. The attempt is written before the call, so that an owner whose run was taken
   * over or aborted notices before it acts. An abort does not stop undoing: that is what it asks for.
   */
  async act(
    scene: RunScene,
    step: JournalStep,
    attention: Attention,
  ): Promise<Turn> {
    const counted = await this.#writer.write(scene, async (tx, now) => {
      const isForward = attention.direction === 'do';
      if (isForward && now.run.abort) {
        return { type: 'go-on' };
      }
      await writeStep(tx, now.claim, step.id, { attempts: step.attempts + 1 });
      return { type: 'go-on', attention };
    });
    if (counted.type !== 'go-on' || !counted.attention) {
      return counted;
    }
    await this.#onBoundary(`calling ${attention.direction} ${step.id}`);
    const acted =
      attention.direction === 'do'
        ? await this.#caller.act(scene, step.id)
        : await this.#caller.undo(scene, step.id);
    if (attention.direction === 'do') {
      await this.#lateEffects.takeBack(scene, step);
    }
    return {
      type: 'go-on',
      attention: { ...attention, acted, seen: undefined },
    };
  }

  /** The effect, or the state before it, was observed: the step is done, or undone. */
  finish(
    scene: RunScene,
    step: JournalStep,
    end: { readonly state: 'done' | 'undone'; readonly seen: Observation },
  ): Promise<Turn> {
    const { state, seen } = end;
    const verb = state === 'done' ? 'Done' : 'Undone';
    return this.#writer.write(scene, async (tx, now) => {
      await writeStep(tx, now.claim, step.id, {
        state,
        unknownObservations: 0,
        endedAtMs: await tx.now(),
        words: seen.words,
        ...(seen.type === 'present' && { evidence: seen.evidence }),
      });
      recordRunFact(tx, now, {
        kind: 'step-observed',
        data: {
          step: step.id,
          outcome: state,
          words: `${verb}: ${step.title}. ${seen.words}`,
        },
      });
      await noteProgress(tx, now, `${verb}: ${step.title}`);
      return { type: 'go-on' };
    });
  }

  /**
   * The step cannot be done: what was done is undone, or a person is asked where the kind says so, or the change ends
   * without effect.
   */
  fail(
    scene: RunScene,
    step: JournalStep,
    failure: { readonly words: string; readonly onFailure: 'undo' | 'ask' },
  ): Promise<Turn> {
    const { words, onFailure } = failure;
    return this.#writer.write(scene, async (tx, now) => {
      const effects = mayHaveEffect(now.steps);
      await writeStep(tx, now.claim, step.id, {
        state: 'failed',
        endedAtMs: await tx.now(),
        words,
      });
      const data = { step: step.id, outcome: 'failed' };
      if (effects && onFailure === 'ask') {
        await moveChange(tx, now, {
          event: { type: 'stuck' },
          kind: 'step-observed',
          words: `${words} You can try again from this step, undo what was done, or leave it.`,
          data,
        });
        return this.#writer.release(tx, now);
      }
      await writeRun(tx, now.claim, { failureWords: words });
      await moveChange(tx, now, {
        event: { type: 'step-failed', effects },
        kind: effects ? 'step-observed' : 'ended',
        words,
        data,
      });
      return { type: 'go-on' };
    });
  }

  /** Records that the step is going to be taken back. */
  intendUndo(scene: RunScene, step: JournalStep): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      await writeStep(tx, now.claim, step.id, {
        undoIntended: true,
        attempts: 0,
        unknownObservations: 0,
      });
      recordRunFact(tx, now, {
        kind: 'step-intended',
        data: {
          step: step.id,
          direction: 'undo',
          words: `Undoing: ${step.title}`,
        },
      });
      await noteProgress(tx, now, `Undoing: ${step.title}`);
      return { type: 'go-on' };
    });
  }

  /** Gives the run back for a while, longer each time. */
  wait(scene: RunScene, step: JournalStep, words: string): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      const tries = Math.max(step.unknownObservations, step.attempts, 1);
      if (now.change.state === 'undoing' && now.run.abort) {
        // A request that is open has the run looked at again at once.
        await writeRun(tx, now.claim, { abortHonoured: true });
      }
      await writeStep(tx, now.claim, step.id, { words });
      await noteProgress(tx, now, `${step.title}: ${words}`);
      return this.#writer.release(
        tx,
        now,
        retryWithJitter(tries, this.#settings.stepRetry),
      );
    });
  }
}
