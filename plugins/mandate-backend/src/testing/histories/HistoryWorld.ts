import type { Plan } from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  type ChangeKind,
  ClusterUnavailableError,
  type Observation,
  type StepContext,
} from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Pause } from './PausedTask';

const inputSchema = z.object({ steps: z.array(z.string()) });

/** The kinds of change in histories, by what they do when a freeze begins. */
export const historyKinds = ['finish', 'hold', 'undo'] as const;

/** The kind of which a newer change replaces those that wait to start. */
export const REPLACING_KIND = 'hold';

/** One of {@link historyKinds}. */
export type HistoryKind = (typeof historyKinds)[number];

/** An effect as it reached the target. */
export interface Landed {
  readonly changeId: string;
  readonly revision: number;
  readonly step: string;
  readonly direction: 'do' | 'undo';
  readonly fence: number;
}

/**
 * The one target of a history. Like an API server it does what is asked under the same key only once, refuses writes of
 * an earlier owner after those of a later one, and refuses a first write to something that is not as it was planned
 * from.
 */
export class HistoryWorld {
  readonly landed: Landed[] = [];
  isReachable = true;
  isHealthy = true;
  /** Calls fail as no change kind foresees, with words that hold a secret. */
  isBroken = false;
  /** Whether the module that brings the kinds is installed where processes start. */
  isInstalled = true;
  /** What a client library may say of its connection, and nobody may read. */
  readonly secret = `token-${randomUUID()}`;
  /** Somebody did by hand what changes are to bring. */
  isNeedless = false;
  /** Drift makes another one. */
  shape = 1;
  readonly #there = new Map<string, string>();
  readonly #fences = new Map<string, number>();

  /** Steps of a change whose effect is there; steps that only look have none. */
  stepsOf(changeId: string): readonly string[] {
    return [...this.#there]
      .filter(([, owner]) => owner === changeId)
      .map(([key]) => key.slice(key.lastIndexOf('/') + 1))
      .filter(hasEffect)
      .sort();
  }

  /** A kind of change on this target, called by a process that stands still at `pause`. */
  kind(
    duringFreeze: HistoryKind,
    pause: Pause = async () => {},
  ): ChangeKind<z.output<typeof inputSchema>> {
    return {
      name: duringFreeze,
      title: 'Poke',
      description: 'Pokes.',
      duringFreeze,
      replacesQueued: duringFreeze === REPLACING_KIND,
      inputSchema,
      risk: {
        destructive: false,
        touchesIdentity: false,
        touchesData: false,
        irreversibility: 0,
      },
      describe: () => 'Poke it',
      plan: async (_context, { steps }) => {
        this.#mustBeReachable();
        const plan = this.#plan(steps);
        const isNeedless = this.isNeedless;
        await pause('after planning');
        return isNeedless
          ? { type: 'nothing-to-do', words: 'It is there already.' }
          : { type: 'planned', plan };
      },
      observeVersion: async () => {
        this.#mustBeReachable();
        return String(this.shape);
      },
      step: (plan, stepId) => ({
        observe: async context => this.#look(this.#there.has(keyOf(context))),
        observeUndone: async context =>
          this.#look(!this.#there.has(keyOf(context))),
        act: async context => {
          await pause(`before doing ${stepId}`);
          const outcome = this.#do(context, plan, stepId);
          await pause(`after doing ${stepId}`);
          return outcome;
        },
        undo: async context => {
          await pause(`before undoing ${stepId}`);
          const outcome = this.#undo(context, stepId);
          await pause(`after undoing ${stepId}`);
          return outcome;
        },
      }),
      check: async () => {
        this.#mustBeReachable();
        return [
          {
            id: 'ready',
            title: 'Ready',
            status: this.isHealthy ? 'passing' : 'failing',
            final: true,
            words: 'It is looked at.',
          },
        ];
      },
    };
  }

  #do(context: StepContext, plan: Plan, step: string): ActOutcome {
    const refused = this.#refuse(context);
    if (refused) {
      return refused;
    }
    const isFirst = this.stepsOf(context.changeId).length === 0;
    if (isFirst && plan.baseVersion !== String(this.shape)) {
      return { type: 'refused', words: 'It is not as it was planned from.' };
    }
    if (!this.#there.has(keyOf(context))) {
      this.#there.set(keyOf(context), context.changeId);
      this.#land(context, step, 'do');
    }
    return { type: 'acted' };
  }

  #undo(context: StepContext, step: string): ActOutcome {
    const refused = this.#refuse(context);
    if (refused) {
      return refused;
    }
    if (this.#there.delete(keyOf(context))) {
      this.#land(context, step, 'undo');
    }
    return { type: 'acted' };
  }

  #refuse({ changeId, fence }: StepContext): ActOutcome | undefined {
    this.#mustBeReachable();
    if (fence < (this.#fences.get(changeId) ?? 0)) {
      return { type: 'refused', words: 'A later owner has written already.' };
    }
    this.#fences.set(changeId, fence);
    return undefined;
  }

  #land(
    { changeId, revision, fence }: StepContext,
    step: string,
    direction: Landed['direction'],
  ): void {
    if (hasEffect(step)) {
      this.landed.push({ changeId, revision, step, direction, fence });
    }
  }

  #look(holds: boolean): Observation {
    this.#mustBeReachable();
    return holds
      ? { type: 'present', words: 'It is there.' }
      : { type: 'absent', words: 'It is not there.' };
  }

  #mustBeReachable(): void {
    if (this.isBroken) {
      throw new Error(`Request with ${this.secret} failed`);
    }
    if (!this.isReachable) {
      throw new ClusterUnavailableError('test', {});
    }
  }

  #plan(steps: readonly string[]): Plan {
    const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
    return {
      summary: `Pokes it into shape ${this.shape}.`,
      objects: [],
      steps: steps.map(id => ({
        id,
        title: `Step ${id}`,
        effect: hasEffect(id),
      })),
      figures: { before: figures, after: figures },
      images: [],
      baseVersion: String(this.shape),
      undo: { words: 'Undone automatically.', typicalSeconds: 1 },
      verification: { soakSeconds: 0, deadlineSeconds: 60 },
    };
  }
}

function keyOf({ idempotencyKey }: StepContext): string {
  return idempotencyKey;
}

/** Steps that only look are named so. */
export function hasEffect(step: string): boolean {
  return !step.startsWith('look');
}
