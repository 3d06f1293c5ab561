import type { KernelTransaction } from '../../database/KernelTransaction';
import { holdFor } from '../../database/runs/claimRuns';
import {
  joinLockQueue,
  leaveLockQueue,
  releaseLocks,
} from '../../database/runs/targetLocks';
import { writeRun } from '../../database/runs/RunRecord';
import { writeStep } from '../../database/runs/StepJournal';
import { statusWords } from '../../domain/change/statusWords';
import {
  type Attention,
  type JournalStep,
  mayHaveEffect,
} from '../../domain/run/journal';
import {
  type Gate,
  type GateReading,
  type GateValues,
  type GateVerdict,
  wantedLocks,
} from './Gate';
import { retryWithJitter } from '../retryWithJitter';
import type { GateHold } from './heldBack';
import type { KindWait } from './KindWait';
import {
  moveChange,
  noteProgress,
  recordRunFact,
  tellOfHold,
} from './moveChange';
import type { RunScene } from './RunScene';
import type { RunSettings } from './RunSettings';
import type { RunWriter, Turn } from './RunWriter';

/** Records intents: through the gate for effects and for the start, else without. */
export class IntentWork {
  readonly #writer: RunWriter;
  readonly #gate: Gate;
  readonly #kindWait: KindWait;
  readonly #settings: RunSettings;

  constructor(options: {
    readonly writer: RunWriter;
    readonly gate: Gate;
    readonly kindWait: KindWait;
    readonly settings: RunSettings;
  }) {
    this.#writer = options.writer;
    this.#gate = options.gate;
    this.#kindWait = options.kindWait;
    this.#settings = options.settings;
  }

  /** Asks the gate, and records the intent in the transaction in which it passes (I1). */
  async intendThroughGate(
    scene: RunScene,
    step: JournalStep,
    attention: Attention,
  ): Promise<Turn> {
    const reading = await this.#gate.read(scene);
    if (reading.type === 'no-kind') {
      return this.#kindWait.atGate(scene, step);
    }
    if (this.#kindWait.wasNeeded(scene)) {
      return this.#kindWait.end(scene, step);
    }
    if (reading.type !== 'read') {
      return this.#waitAtGate(scene, step, reading);
    }
    return this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort) {
        return { type: 'go-on' };
      }
      const verdict = await this.#gate.judge(tx, now, reading);
      switch (verdict.type) {
        case 'passed':
          await this.#intend(tx, now, step, verdict.values);
          return { type: 'go-on', attention: { ...attention, gated: true } };
        case 'refused':
          return this.#refuse(tx, now, step, verdict);
        case 'locked':
          return this.#waitForLock(tx, now, verdict.words);
        case 'held':
          return this.#holdBack(tx, now, step, verdict);
        case 'over':
          return this.#end(tx, now, verdict.words, verdict.by);
        default:
          // While the clock lags after it was set back, every reading looks old: let others have their turn in between.
          return this.#writer.release(
            tx,
            now,
            this.#settings.gateRetry.initialMs,
          );
      }
    });
  }

  /** Records the intent of a step without an effect. */
  intend(scene: RunScene, step: JournalStep): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      if (!now.run.abort) {
        await this.#writeIntent(tx, now, step);
      }
      return { type: 'go-on' };
    });
  }

  async #intend(
    tx: KernelTransaction,
    scene: RunScene,
    step: JournalStep,
    values: GateValues,
  ): Promise<void> {
    if (step.effect && !mayHaveEffect(scene.steps)) {
      await tx.budgets.spend(scene.change.id);
      await writeRun(tx, scene.claim, { startedAtMs: await tx.now() });
    }
    const data = {
      step: step.id,
      fence: scene.claim.fence,
      baseVersion: values.baseVersion,
      ...(values.observedVersion !== undefined && {
        observedVersion: values.observedVersion,
      }),
    };
    if (scene.change.state === 'queued') {
      const change = await moveChange(tx, scene, {
        event: { type: 'started' },
        kind: 'gate-passed',
        words: 'The gate let it pass; the run began.',
        data,
      });
      await this.#writeIntent(tx, { ...scene, change }, step);
      return;
    }
    recordRunFact(tx, scene, {
      kind: 'gate-passed',
      data: { ...data, words: `The gate let it pass: ${step.title}` },
    });
    await this.#writeIntent(tx, scene, step);
  }

  async #writeIntent(
    tx: KernelTransaction,
    scene: RunScene,
    step: JournalStep,
  ): Promise<void> {
    await writeStep(tx, scene.claim, step.id, {
      state: 'intended',
      unknownObservations: 0,
      ...(step.state === 'pending' && { startedAtMs: await tx.now() }),
    });
    recordRunFact(tx, scene, {
      kind: 'step-intended',
      data: {
        step: step.id,
        direction: 'do',
        words: `Doing: ${step.title}`,
      },
    });
    await noteProgress(tx, scene, `Doing: ${step.title}`);
  }

  /** Before the first effect the change goes back to be decided; afterwards what was done is undone. */
  async #refuse(
    tx: KernelTransaction,
    scene: RunScene,
    step: JournalStep,
    verdict: Extract<GateVerdict, { type: 'refused' }>,
  ): Promise<Turn> {
    const { id } = scene.change;
    const effects = mayHaveEffect(scene.steps);
    if (effects) {
      await writeRun(tx, scene.claim, { failureWords: verdict.words });
    }
    await moveChange(tx, scene, {
      event: { type: 'gate-failed', effects },
      kind: 'gate-refused',
      words: verdict.words,
      data: { gate: verdict.gate, step: step.id },
    });
    if (effects) {
      return { type: 'go-on' };
    }
    await tx.budgets.release(id);
    await tx.runQueue.close(id);
    await tx.timers.set({
      kind: 'replan',
      changeId: id,
      dueAtMs: await tx.now(),
    });
    return { type: 'released' };
  }

  /** It stays where it is, between two effects or before the first, until the rule lets it go on. */
  async #holdBack(
    tx: KernelTransaction,
    scene: RunScene,
    step: JournalStep,
    { gate, hold, ruleId, untilMs, ...held }: GateHold,
  ): Promise<Turn> {
    const words = statusWords(held.words);
    if (step.unknownObservations > 0) {
      await writeStep(tx, scene.claim, step.id, { unknownObservations: 0 });
    }
    const hasBegun = mayHaveEffect(scene.steps);
    if (!hasBegun) {
      await releaseLocks(tx, scene.change.id);
    }
    if (scene.change.state === 'running' && !hasBegun) {
      await moveChange(tx, scene, {
        event: { type: 'gate-waits' },
        kind: 'gate-refused',
        words,
        data: { gate, rule: ruleId },
      });
    } else if (scene.change.statusWords !== words) {
      recordRunFact(tx, scene, {
        kind: 'gate-refused',
        data: { gate, rule: ruleId, words, state: scene.change.state },
      });
      await noteProgress(tx, scene, words);
      await tellOfHold(tx, scene, words);
    }
    await holdFor(tx, scene.claim, hold, ruleId);
    const nowMs = await tx.now();
    const askAgainMs = this.#settings.holdMs;
    return this.#writer.release(
      tx,
      scene,
      Math.max(0, Math.min((untilMs ?? Infinity) - nowMs, askAgainMs)),
    );
  }

  /** Nothing was done, and nothing will be. */
  async #end(
    tx: KernelTransaction,
    scene: RunScene,
    words: string,
    /** The change that stopped its set. */
    stoppedBy?: string,
  ): Promise<Turn> {
    await moveChange(tx, scene, {
      event:
        scene.change.state === 'queued'
          ? { type: 'cancelled' }
          : { type: 'step-failed', effects: false },
      kind: 'ended',
      words,
      ...(stoppedBy !== undefined && {
        data: { by: stoppedBy },
        isStopOfSet: true,
      }),
    });
    return { type: 'released' };
  }

  async #waitForLock(
    tx: KernelTransaction,
    scene: RunScene,
    words: string,
  ): Promise<Turn> {
    await joinLockQueue(tx, wantedLocks(scene));
    await noteProgress(tx, scene, words);
    return this.#writer.release(tx, scene, this.#settings.gateRetry.initialMs);
  }

  #waitAtGate(
    scene: RunScene,
    step: JournalStep,
    reading: Exclude<GateReading, { type: 'read' | 'no-kind' }>,
  ): Promise<Turn> {
    const { gateRetry, maximumGateUnknown } = this.#settings;
    return this.#writer.write(scene, async (tx, now) => {
      if (reading.type === 'locked') {
        return this.#waitForLock(tx, now, reading.words);
      }
      // It would keep its place for as long as nothing can be told; others may go first.
      await leaveLockQueue(tx, now.change.id);
      const unknownObservations = step.unknownObservations + 1;
      if (unknownObservations > maximumGateUnknown) {
        return this.#end(
          tx,
          now,
          `The target could not be read for too long, and nothing was done: ${reading.words}`,
        );
      }
      await writeStep(tx, now.claim, step.id, { unknownObservations });
      await noteProgress(
        tx,
        now,
        `Waits until the target can be read: ${reading.words}`,
      );
      return this.#writer.release(
        tx,
        now,
        retryWithJitter(unknownObservations, gateRetry),
      );
    });
  }
}
