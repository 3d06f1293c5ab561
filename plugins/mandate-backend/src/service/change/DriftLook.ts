import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import type { Planner } from '../plan/Planner';
import { KERNEL_ACTOR } from './actors';
import { applyTransition } from './applyTransition';

const WORDS = 'The target changed meanwhile, and the plan with it.';

/**
 * Looks whether the plan that waits for approval is still what would be done. When it is not, the change goes back to
 * be planned and decided: what people look at is never long outdated. The gate looks again in any case (G3).
 */
export class DriftLook {
  readonly #store: KernelStore;
  readonly #planner: Pick<Planner, 'replan'>;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: KernelStore;
    readonly planner: Pick<Planner, 'replan'>;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#planner = options.planner;
    this.#logger = options.logger;
  }

  /** A target that cannot be read now has not changed as far as anybody knows. */
  async look(changeId: string): Promise<'as-planned' | 'changed' | 'unknown'> {
    const { change, revision } = await this.#store.read(async tx => {
      const found = await tx.changes.get(changeId);
      return {
        change: found,
        revision: found && (await tx.revisions.get(changeId, found.revision)),
      };
    });
    if (change?.state !== 'awaiting-approval' || !revision) {
      return 'unknown';
    }
    try {
      const outcome = await this.#planner.replan(change);
      if (outcome.type === 'planned' && outcome.digest === revision.digest) {
        return 'as-planned';
      }
    } catch (error) {
      this.#logger
        .child({ changeId })
        .debug(
          `The target of change ${changeId} could not be looked at.`,
          error instanceof Error ? error : new Error(String(error)),
        );
      return 'unknown';
    }
    return this.#sendBack(changeId, revision.number);
  }

  #sendBack(changeId: string, number: number): Promise<'changed' | 'unknown'> {
    return this.#store.transaction(async tx => {
      const change = await tx.changes.getForUpdate(changeId);
      if (change?.state !== 'awaiting-approval' || change.revision !== number) {
        return 'unknown';
      }
      const applied = await applyTransition(tx, {
        change,
        event: { type: 'gate-failed', effects: false },
        entry: {
          kind: 'gate-refused',
          actor: KERNEL_ACTOR,
          data: { gate: 'G3' },
        },
        words: WORDS,
      });
      if (applied.type !== 'applied') {
        return 'unknown';
      }
      await tx.timers.set({
        kind: 'replan',
        changeId,
        dueAtMs: await tx.now(),
      });
      return 'changed';
    });
  }
}
