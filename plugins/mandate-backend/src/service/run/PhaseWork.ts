import type { KernelTransaction } from '../../database/KernelTransaction';
import { lastLookAt, writeChecks } from '../../database/runs/CheckJournal';
import { writeRun } from '../../database/runs/RunRecord';
import { resetPatience } from '../../database/runs/StepJournal';
import { type AbortRequest, abortWords } from '../../domain/run/journal';
import {
  judgeVerification,
  type VerificationOutcome,
} from '../../domain/run/judgeVerification';
import type { Keeping } from './Keeping';
import type { KindCaller } from './KindCaller';
import type { KindWait } from './KindWait';
import { moveChange, noteProgress, signalChange } from './moveChange';
import type { RunScene } from './RunScene';
import type { RunSettings } from './RunSettings';
import type { RunWriter, Turn } from './RunWriter';

/** Moves a run from phase to phase: verification, undoing, and every end. */
export class PhaseWork {
  readonly #writer: RunWriter;
  readonly #caller: KindCaller;
  readonly #keeping: Keeping;
  readonly #kindWait: KindWait;
  readonly #settings: RunSettings;

  constructor(options: {
    readonly writer: RunWriter;
    readonly caller: KindCaller;
    readonly keeping: Keeping;
    readonly kindWait: KindWait;
    readonly settings: RunSettings;
  }) {
    this.#writer = options.writer;
    this.#caller = options.caller;
    this.#keeping = options.keeping;
    this.#kindWait = options.kindWait;
    this.#settings = options.settings;
  }

  /** All steps are done: from now on the checks count. */
  startVerification(scene: RunScene): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort) {
        return { type: 'go-on' };
      }
      await writeRun(tx, now.claim, {
        soakStartedAtMs: null,
        deadlineAtMs: (await tx.now()) + timeToVerifyMs(now),
      });
      await writeChecks(tx, now.change.id, []);
      await moveChange(tx, now, {
        event: { type: 'steps-done' },
        kind: 'step-observed',
        words: 'All steps are done. Now it is verified.',
      });
      return { type: 'go-on' };
    });
  }

  /** One look at all checks. */
  async verify(scene: RunScene): Promise<Turn> {
    if (this.#kindWait.isNeeded(scene)) {
      return this.#kindWait.whileVerifying(scene);
    }
    const lookedSince = performance.now();
    const checks = await this.#caller.check(scene);
    const lookMs = Math.ceil(performance.now() - lookedSince);
    let hasPassed = false;
    const turn = await this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort) {
        return { type: 'go-on' };
      }
      const nowMs = await tx.now();
      const deadlineAtMs = now.run.deadlineAtMs ?? nowMs;
      const outcome = judgeVerification({
        checks,
        nowMs,
        lookMs,
        // Only asked for before the first look, when nothing has moved the deadline yet.
        startedAtMs: deadlineAtMs - timeToVerifyMs(now),
        deadlineAtMs,
        soakMs: soakMsOf(now),
        soakStartedAtMs: now.run.soakStartedAtMs,
        lastLookAtMs: await lastLookAt(tx, now.change.id),
        maximumGapMs: this.#settings.maximumCheckGapMs,
      });
      const seen = await writeChecks(tx, now.change.id, checks);
      if (seen === 'different') {
        signalChange(tx, now.change);
      }
      hasPassed = outcome.type === 'passed';
      return this.#afterLook(tx, now, outcome);
    });
    if (hasPassed && turn.type === 'released') {
      await this.#keeping.keep(scene);
    }
    return turn;
  }

  /** Something failed, or somebody aborted, after the first effect. */
  startUndo(scene: RunScene, words: string): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      const { abort } = now.run;
      await writeRun(tx, now.claim, {
        failureWords: words,
        ...(abort && { abortHonoured: true }),
      });
      if (now.change.state === 'stuck') {
        await resetPatience(tx, now.claim);
      }
      await moveChange(tx, now, {
        event: abort
          ? { type: 'aborted', effects: true }
          : { type: 'step-failed', effects: true },
        kind: 'step-observed',
        words: abort ? honouredWords(abort, words) : words,
        ...(abort && { data: { by: abort.by }, abortedBy: abort.by }),
      });
      return { type: 'go-on' };
    });
  }

  /** Everything is as it was before. */
  finishUndo(scene: RunScene): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      const why = now.run.failureWords;
      await moveChange(tx, now, {
        event: { type: 'undone' },
        kind: 'ended',
        words: `${
          why ? `${asSentence(why)} ` : ''
        }What was done is undone; the target is as it was before.`,
      });
      return { type: 'released' };
    });
  }

  /** Aborted before the first effect. */
  cancel(scene: RunScene, words: string): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      const { abort } = now.run;
      await moveChange(tx, now, {
        event: { type: 'aborted', effects: false },
        kind: 'ended',
        words: `${words} Nothing was done.`,
        ...(abort && { data: { by: abort.by }, abortedBy: abort.by }),
      });
      return { type: 'released' };
    });
  }

  /** A person has to decide. What was tried before does not count against what they decide. */
  stuck(scene: RunScene, words: string): Promise<Turn> {
    return this.#writer.write(scene, async (tx, now) => {
      if (now.run.abort && now.change.state !== 'undoing') {
        return { type: 'go-on' };
      }
      await resetPatience(tx, now.claim);
      if (now.run.abort) {
        await writeRun(tx, now.claim, { abortHonoured: true });
      }
      await moveChange(tx, now, {
        event: { type: 'stuck' },
        kind: 'step-observed',
        words,
      });
      return this.#writer.release(tx, now);
    });
  }

  /** It is a person's turn: nobody looks at it until it is woken. */
  rest(scene: RunScene): Promise<Turn> {
    return this.#writer.write(scene, (tx, now) =>
      this.#writer.release(tx, now),
    );
  }

  async #afterLook(
    tx: KernelTransaction,
    scene: RunScene,
    outcome: VerificationOutcome,
  ): Promise<Turn> {
    if (outcome.type === 'continue') {
      await writeRun(tx, scene.claim, {
        soakStartedAtMs: outcome.soakStartedAtMs ?? null,
        deadlineAtMs: outcome.deadlineAtMs,
      });
      await noteProgress(tx, scene, outcome.words);
      return this.#writer.release(
        tx,
        scene,
        this.#settings.checkMs / watchFactor(scene),
      );
    }
    const hasPassed = outcome.type === 'passed';
    if (!hasPassed) {
      await writeRun(tx, scene.claim, { failureWords: outcome.words });
    }
    await moveChange(tx, scene, {
      event: { type: hasPassed ? 'verified' : 'check-failed' },
      kind: hasPassed ? 'verified' : 'step-observed',
      words: outcome.words,
      data: { verification: outcome.type },
    });
    if (!hasPassed) {
      return { type: 'go-on' };
    }
    await this.#keeping.promise(tx, scene);
    return { type: 'released' };
  }
}

/** A mandate that asks for a longer soak than the plan foresaw moves the deadline by as much. */
function timeToVerifyMs(scene: RunScene): number {
  const { soakSeconds, deadlineSeconds } = scene.revision.plan.verification;
  return (
    deadlineSeconds * 1_000 + Math.max(0, soakMsOf(scene) - soakSeconds * 1_000)
  );
}

/** Under enhanced monitoring it is looked at more often by as much as it is looked at for longer. */
function watchFactor({ revision }: RunScene): number {
  return Math.max(
    1,
    ...revision.decision.obligations.map(obligation =>
      obligation.type === 'enhanced-monitoring' ? obligation.soakFactor : 1,
    ),
  );
}

/** The longest of what the plan and the decision ask for. */
function soakMsOf({ revision }: RunScene): number {
  const plannedMs = revision.plan.verification.soakSeconds * 1_000;
  const obliged = revision.decision.obligations.map(obligation => {
    switch (obligation.type) {
      case 'soak':
        return obligation.durationMs;
      case 'enhanced-monitoring':
        return plannedMs * obligation.soakFactor;
      default:
        return 0;
    }
  });
  return Math.max(plannedMs, ...obliged);
}

/** Why the abort was asked for is in the entry of the request; here stands what else is a reason to undo. */
function honouredWords(abort: AbortRequest, words: string): string {
  const honoured = `Being undone, as ${abort.by} asked.`;
  return words === abortWords(abort) ? honoured : `${words} ${honoured}`;
}

/** What people write ends as they like. */
function asSentence(words: string): string {
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
