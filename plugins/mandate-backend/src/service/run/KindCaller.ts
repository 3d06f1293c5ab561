import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type ActOutcome,
  type CallAgain,
  type Check,
  ClusterRefusedError,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { renewLease } from '../../database/runs/claimRuns';
import { readRun } from '../../database/runs/RunRecord';
import { storableText } from '../../domain/storableText';
import { isAnswer, wordsOfFailure } from '../kinds/wordsOfFailure';
import type { RunDependencies, RunScene } from './RunScene';
import { StepReport } from './StepReport';

/** How many times a lease is renewed while it lasts. */
const RENEWALS_PER_LEASE = 3;
/** How long a call that ignores its signal is waited for after its time is over. */
const GRACE_MS = 1_000;
/** Longest words of a change kind that are kept. */
const MAX_WORDS = 4_000;

/**
 * Calls a change kind's code: with a time limit, keeping the lease while it takes, and telling it to stop when the
 * lease is lost, somebody aborts, or the backend ends. What it throws becomes an answer: an unreachable cluster is
 * never a failure by itself.
 */
export class KindCaller {
  readonly #dependencies: RunDependencies;
  readonly #stopping: AbortSignal;

  constructor(dependencies: RunDependencies, stopping: AbortSignal) {
    this.#dependencies = dependencies;
    this.#stopping = stopping;
  }

  /** Looks whether the step's effect is there. */
  observe(scene: RunScene, stepId: string): Promise<Observation> {
    return this.#look(scene, stepId, (handler, context) =>
      handler.observe(context),
    );
  }

  /** Looks whether the step's effect is taken back. A step without an undo leaves nothing to take back. */
  observeUndone(scene: RunScene, stepId: string): Promise<Observation> {
    return this.#look(scene, stepId, async (handler, context) => {
      if (!handler.undo) {
        return { type: 'present', words: 'There is nothing to take back.' };
      }
      return handler.observeUndone
        ? handler.observeUndone(context)
        : {
            type: 'unknown',
            words: `The change kind does not say how to tell that '${stepId}' is undone.`,
          };
    });
  }

  /** Makes the step's effect. */
  act(scene: RunScene, stepId: string): Promise<ActOutcome> {
    return this.#do(scene, stepId, (handler, context) => handler.act(context));
  }

  /** Takes the step's effect back. */
  undo(scene: RunScene, stepId: string): Promise<ActOutcome> {
    return this.#do(scene, stepId, async (handler, context) =>
      handler.undo ? handler.undo(context) : { type: 'acted' },
    );
  }

  /** Looks at all checks; an error is one unknown check. */
  async check(scene: RunScene): Promise<readonly Check[]> {
    try {
      const checks = await this.#call(scene, 'verify', context =>
        this.#kind(scene).check(context),
      );
      return checks.map(withGoodWords);
    } catch (error) {
      return [
        {
          id: 'checks',
          title: 'Checks',
          status: 'unknown',
          words: this.#wordsOf(error, scene),
        },
      ];
    }
  }

  /**
   * Lets the kind keep what is worth keeping of a verified change. Never throws: the change has succeeded already. Its run
   * has ended, so there is no lease any more that it could lose.
   */
  async afterVerification(
    scene: RunScene,
  ): Promise<'kept' | 'failed' | CallAgain> {
    try {
      const more = await this.#limited(
        scene,
        { purpose: 'verified', control: new AbortController() },
        async context => this.#kind(scene).afterVerification?.(context),
      );
      return more ?? 'kept';
    } catch (error) {
      this.#dependencies.logger.warn(
        `What is kept of change ${scene.change.id} after its verification could not be written.`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return 'failed';
    }
  }

  /** The target's version now. Throws what the kind throws, and `TimeoutError`. */
  observeVersion(scene: RunScene): Promise<string> {
    return this.#call(scene, 'gate', context =>
      this.#kind(scene).observeVersion(context, scene.revision.plan),
    );
  }

  async #look(
    scene: RunScene,
    stepId: string,
    look: (handler: StepHandler, context: StepContext) => Promise<Observation>,
  ): Promise<Observation> {
    try {
      return withGoodWords(
        await this.#call(scene, stepId, async context =>
          look(this.#handler(scene, stepId), context),
        ),
      );
    } catch (error) {
      return { type: 'unknown', words: this.#wordsOf(error, scene) };
    }
  }

  async #do(
    scene: RunScene,
    stepId: string,
    act: (handler: StepHandler, context: StepContext) => Promise<ActOutcome>,
  ): Promise<ActOutcome> {
    try {
      const outcome = await this.#call(scene, stepId, async context =>
        act(this.#handler(scene, stepId), context),
      );
      return outcome.type === 'acted' ? outcome : withGoodWords(outcome);
    } catch (error) {
      const words = this.#wordsOf(error, scene);
      return error instanceof ClusterRefusedError && isForGood(error.status)
        ? { type: 'refused', words }
        : { type: 'retry', words };
    }
  }

  async #call<T>(
    scene: RunScene,
    purpose: string,
    work: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    const { leaseMs } = this.#dependencies.settings;
    const control = new AbortController();
    const renewing = setInterval(() => {
      this.#renew(scene, control).catch(error =>
        this.#loggerOf(scene).warn(
          `The lease of change ${scene.change.id} could not be renewed.`,
          error,
        ),
      );
    }, leaseMs / RENEWALS_PER_LEASE);
    try {
      return await this.#limited(scene, { purpose, control }, work);
    } finally {
      clearInterval(renewing);
    }
  }

  /** Calls with a time limit, and until somebody calls it off. */
  async #limited<T>(
    scene: RunScene,
    call: { readonly purpose: string; readonly control: AbortController },
    work: (context: StepContext) => Promise<T>,
  ): Promise<T> {
    const { purpose, control } = call;
    const { store, settings } = this.#dependencies;
    const logger = this.#loggerOf(scene);
    const callTimeoutMs = timeoutOf(scene, purpose) ?? settings.callTimeoutMs;
    const report = new StepReport({ store, scene, stepId: purpose, logger });
    const timeout = setTimeout(
      () =>
        control.abort(
          interruption(
            'TimeoutError',
            `There was no answer within ${Math.round(
              callTimeoutMs / 1_000,
            )} s.`,
          ),
        ),
      callTimeoutMs,
    );
    const signal = AbortSignal.any([control.signal, this.#stopping]);
    try {
      return await Promise.race([
        work(this.#contextOf(scene, purpose, { signal, report })),
        rejectionAfterAbort(signal),
      ]);
    } finally {
      clearTimeout(timeout);
      await report.end();
    }
  }

  async #renew({ claim }: RunScene, control: AbortController): Promise<void> {
    const { store, settings } = this.#dependencies;
    const outcome = await store.transaction(async tx => {
      const fence = await renewLease(tx, claim, settings.leaseMs);
      return { fence, run: await readRun(tx, claim.changeId) };
    });
    if (outcome.fence === 'lost') {
      control.abort(
        interruption('AbortError', 'Another replica has taken this run over.'),
      );
    } else if (outcome.run?.abort) {
      control.abort(interruption('AbortError', 'The change is being aborted.'));
    }
  }

  #contextOf(
    { change, revision, claim }: RunScene,
    purpose: string,
    { signal, report }: { signal: AbortSignal; report: StepReport },
  ): StepContext {
    return {
      target: change.target,
      clusters: this.#dependencies.clusters,
      signal,
      changeId: change.id,
      revision: revision.number,
      plan: revision.plan,
      origin: {
        proposer: change.proposer.ref,
        ...(change.reason === undefined ? {} : { reason: change.reason }),
        oversight: revision.decision.oversight,
      },
      idempotencyKey: `${change.id}/${revision.number}/${purpose}`,
      fence: claim.fence,
      report: words => report.add(words),
    };
  }

  #loggerOf({ change, claim }: RunScene): LoggerService {
    return this.#dependencies.logger.child({
      changeId: change.id,
      fence: String(claim.fence),
    });
  }

  #kind({ change }: RunScene) {
    return this.#dependencies.kinds.ofExisting(change.kind);
  }

  #handler(scene: RunScene, stepId: string): StepHandler {
    return this.#kind(scene).step(scene.revision.plan, stepId);
  }

  #wordsOf(error: unknown, scene: RunScene): string {
    const { change } = scene;
    if (!isAnswer(error)) {
      this.#loggerOf(scene).error(
        `The change kind '${change.kind}' failed in change ${change.id}.`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
    return storableText(wordsOfFailure(error, change.kind), MAX_WORDS);
  }
}

/** Words of an API server or a program can be of any length, and of any bytes. */
function withGoodWords<T extends { readonly words: string }>(said: T): T {
  return { ...said, words: storableText(said.words, MAX_WORDS) };
}

/** Refusals that the same request would get again. A conflict is one: the precondition no longer holds. */
function isForGood(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}

/** The step's own time limit, when its plan has one. */
function timeoutOf({ revision }: RunScene, stepId: string): number | undefined {
  const step = revision.plan.steps.find(({ id }) => id === stepId);
  return step?.timeoutSeconds && step.timeoutSeconds * 1_000;
}

function interruption(name: 'AbortError' | 'TimeoutError', words: string) {
  const error = new Error(words);
  error.name = name;
  return error;
}

/** Rejects with the signal's reason some time after it aborts; a call that heeds the signal answers before. */
function rejectionAfterAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const rejectLater = () =>
      setTimeout(() => reject(signal.reason), GRACE_MS).unref();
    if (signal.aborted) {
      rejectLater();
    } else {
      signal.addEventListener('abort', rejectLater, { once: true });
    }
  });
}
