import type { Plan, PreflightCheck } from '@mandate/plugin-mandate-common';
import {
  type ActOutcome,
  type ChangeKind,
  type Check,
  ClusterUnavailableError,
  type ClusterAccess,
  type Observation,
  type StepContext,
  type StepHandler,
} from '@mandate/plugin-mandate-node';
import { z } from 'zod';

const inputSchema = z.object({ steps: z.array(z.string()) });
type Input = z.output<typeof inputSchema>;

/** A cluster that counts effects and, like an API server, refuses writes with an old fence. */
export class FakeWorld {
  /** Each effect as it landed: `do a`, `undo a`. */
  readonly effects: string[] = [];
  /** Each call that was to have an effect, also those that were refused. */
  readonly calls: string[] = [];
  readonly there = new Set<string>();
  version = '1';
  /** Part of the plan: another shape gives another digest. */
  shape = 'round';
  isReachable = true;
  /** What looking at a step throws that no change kind foresees. */
  oddity: string | undefined;
  checks: readonly Check[] = [
    { id: 'ready', title: 'Ready', status: 'passing', words: 'It is.' },
  ];
  /** What speaks for and against starting. */
  preflight: readonly PreflightCheck[] = [];
  readonly refused = new Set<string>();
  /** What a run that has begun does when a freeze begins. */
  duringFreeze: ChangeKind['duringFreeze'];
  verification = { soakSeconds: 0, deadlineSeconds: 60 };
  /** What a run does when a step cannot be done. */
  onFailure: ChangeKind['onFailure'];
  /** Whether all that a change could bring is there already. */
  isNeedless = false;
  /** Whether a newer change replaces queued ones. */
  replacesQueued = false;
  /** Whether the target is there before the change: one that is not cannot carry a fence. */
  isThereBefore = true;
  /** The highest fence seen of each change: fences of two changes say nothing about each other. */
  readonly #fences = new Map<string, number>();

  /** The change kind that pokes this world: one step for each name in its input; `look…` steps have no effect. */
  kind(): ChangeKind<Input> {
    const duringFreeze = () => this.duringFreeze;
    const replacesQueued = () => this.replacesQueued;
    const onFailure = () => this.onFailure;
    return {
      get duringFreeze() {
        return duringFreeze();
      },
      get onFailure() {
        return onFailure();
      },
      get replacesQueued() {
        return replacesQueued();
      },
      name: 'poke',
      title: 'Poke',
      description: 'Pokes.',
      inputSchema,
      risk: {
        destructive: false,
        touchesIdentity: false,
        touchesData: false,
        irreversibility: 0,
      },
      describe: () => 'Poke it',
      plan: async (_context, input) => {
        this.#mustBeReachable();
        return this.isNeedless
          ? { type: 'nothing-to-do', words: 'It is there already.' }
          : { type: 'planned', plan: this.#plan(input) };
      },
      observeVersion: async () => {
        this.#mustBeReachable();
        return this.version;
      },
      step: (_plan, stepId) => this.#handler(stepId),
      check: async () => {
        this.#mustBeReachable();
        return this.checks;
      },
    };
  }

  /** How often an effect landed. */
  count(effect: string): number {
    return this.effects.filter(landed => landed === effect).length;
  }

  #handler(stepId: string): StepHandler {
    return {
      observe: async () => this.#look(this.there.has(stepId)),
      observeUndone: async () => this.#look(!this.there.has(stepId)),
      act: async context => this.#land(context, `do ${stepId}`, stepId),
      undo: async context => this.#land(context, `undo ${stepId}`, stepId),
    };
  }

  #look(holds: boolean): Observation {
    this.#mustBeReachable();
    if (this.oddity !== undefined) {
      throw new Error(this.oddity);
    }
    return holds
      ? { type: 'present', words: 'It is there.' }
      : { type: 'absent', words: 'It is not there.' };
  }

  #land(context: StepContext, effect: string, stepId: string): ActOutcome {
    this.calls.push(effect);
    this.#mustBeReachable();
    if (context.fence < (this.#fences.get(context.changeId) ?? 0)) {
      return { type: 'refused', words: 'A newer owner has written already.' };
    }
    if (this.refused.has(effect)) {
      return { type: 'refused', words: 'The quota is used up.' };
    }
    if (this.isThereBefore) {
      this.#fences.set(context.changeId, context.fence);
    }
    this.effects.push(effect);
    if (effect.startsWith('do ')) {
      this.there.add(stepId);
    } else {
      this.there.delete(stepId);
    }
    return { type: 'acted' };
  }

  #mustBeReachable() {
    if (!this.isReachable) {
      throw new ClusterUnavailableError('test', {});
    }
  }

  #plan({ steps }: Input): Plan {
    const figures = { replicas: 1, cpuCores: 1, memoryGiB: 1, storageGiB: 0 };
    return {
      summary: `Pokes it into a ${this.shape} shape.`,
      objects: [],
      steps: steps.map(id => ({
        id,
        title: `Step ${id}`,
        effect: !id.startsWith('look'),
      })),
      figures: { before: figures, after: figures },
      images: [],
      baseVersion: this.version,
      undo: { words: 'Undone automatically.', typicalSeconds: 1 },
      verification: this.verification,
    };
  }
}

/** Cluster access that the fake kind never uses. */
export const noClusters: ClusterAccess = {
  clusters: () => ['test'],
  read: async () => undefined,
  list: async () => [],
  apply: async (_cluster, object) => object,
  remove: async () => {},
  evict: async () => {},
  askService: async () => ({
    type: 'unreachable',
    words: 'There is no cluster.',
  }),
  readLog: async () => [],
  queryMetrics: async () => ({ type: 'not-configured' }),
  watch: async () => {},
};
