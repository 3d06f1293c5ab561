import {
  type ActOutcome,
  type CallAgain,
  type Check,
  ClusterRefusedError,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { storableText } from '../../domain/storableText';
import { isAnswer, wordsOfFailure } from '../kinds/wordsOfFailure';
import { BoundedCalls } from './BoundedCalls';
import type { RunDependencies, RunScene } from './RunScene';

/** Longest words of a change kind that are kept. */
const MAX_WORDS = 4_000;

/**
 * Calls a change kind's code, within the bounds of {@link BoundedCalls}. What it throws becomes an answer: an unreachable
 * cluster is never a failure by itself.
 */
export class KindCaller {
  readonly #dependencies: RunDependencies;
  readonly #calls: BoundedCalls;

  constructor(dependencies: RunDependencies, stopping: AbortSignal) {
    this.#dependencies = dependencies;
    this.#calls = new BoundedCalls(dependencies, stopping);
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
      const checks = await this.#calls.duringRun(scene, 'verify', context =>
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

  /** Lets the kind keep what is worth keeping of a verified change. Never throws: the change has succeeded already. */
  async afterVerification(
    scene: RunScene,
  ): Promise<'kept' | 'failed' | CallAgain> {
    try {
      const more = await this.#calls.afterRun(
        scene,
        'verified',
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
    return this.#calls.duringRun(scene, 'gate', context =>
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
        await this.#calls.duringRun(scene, stepId, async context =>
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
      const outcome = await this.#calls.duringRun(
        scene,
        stepId,
        async context => act(this.#handler(scene, stepId), context),
      );
      return outcome.type === 'acted' ? outcome : withGoodWords(outcome);
    } catch (error) {
      const words = this.#wordsOf(error, scene);
      return error instanceof ClusterRefusedError && isForGood(error.status)
        ? { type: 'refused', words }
        : { type: 'retry', words };
    }
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
      this.#calls
        .loggerOf(scene)
        .error(
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
