import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '@mandate/plugin-mandate-node';
import type { PreflightCheck } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';
import {
  acquireLocks,
  type LockOutcome,
  type WantedLocks,
  whoComesBefore,
} from '../../database/runs/targetLocks';
import { holdRules } from '../../database/rules/holdRules';
import { finishedOnTargetSince } from '../../database/runs/finishedOnTargetSince';
import { newFailures } from '../../domain/assessment/preflight';
import { lockKeys, lockWords, targetKey } from '../../domain/change/change';
import { driftWords } from '../../domain/plan/driftWords';
import { mayHaveEffect } from '../../domain/run/journal';
import {
  type GateEnd,
  type GateHold,
  type GateRefusal,
  heldBack,
} from './heldBack';
import { holdOfSet } from './heldBySet';
import type { KindCaller } from './KindCaller';
import { wordsOfFailure } from '../kinds/wordsOfFailure';
import type { RunDependencies, RunScene } from './RunScene';

/** What was read of the cluster just before the gate; it is compared inside the gate's transaction. */
export type GateReading =
  | {
      readonly type: 'read';
      readonly atMs: number;
      readonly target: TargetReading;
      /** What speaks against starting now; only looked at before the first effect. */
      readonly preflight: readonly PreflightCheck[];
    }
  /** Cannot be told now: ask again later. */
  | { readonly type: 'unknown'; readonly words: string }
  /** Another change holds the target's lock. */
  | { readonly type: 'locked'; readonly words: string }
  /** No module brings the kind any more. */
  | { readonly type: 'no-kind' };

/** How the target compares with the plan. */
type TargetReading =
  | { readonly type: 'as-planned'; readonly version?: string }
  | { readonly type: 'differs'; readonly words: string }
  /** Something keeps it from going on, so nobody looked. */
  | { readonly type: 'unread' };

/** The gate's answer. */
export type GateVerdict =
  | { readonly type: 'passed'; readonly values: GateValues }
  | GateRefusal
  | { readonly type: 'locked'; readonly words: string }
  /** A rule keeps it from going on for now (G4, G5); nothing about the change is wrong. */
  | GateHold
  | GateEnd
  /** What was read is too old: somebody finished work on the target since, or its set has moved on. */
  | { readonly type: 'read-again' };

/** What the gate compared, for the ledger. */
export interface GateValues {
  readonly baseVersion: string;
  readonly observedVersion?: string;
}

/**
 * Asked when a run starts and again before each effect (kernel.md, "The gate"). The cluster is read outside of
 * transactions, by `read`; everything is judged in `judge`, in the transaction that records the step's intent.
 */
export class Gate {
  readonly #dependencies: RunDependencies;
  readonly #caller: KindCaller;

  constructor(dependencies: RunDependencies, caller: KindCaller) {
    this.#dependencies = dependencies;
    this.#caller = caller;
  }

  /**
   * Reads the target, before the first effect only: afterwards the change's own effects made it differ, and each
   * effect's precondition is checked by the API server.
   */
  async read(scene: RunScene): Promise<GateReading> {
    const { kinds, store } = this.#dependencies;
    const { atMs, ahead, isHeld } = await store.read(async tx => ({
      atMs: await tx.now(),
      ahead: await whoComesBefore(tx, wantedLocks(scene)),
      isHeld: (await heldBack(tx, scene, kinds)) !== undefined,
    }));
    if (isHeld) {
      return { type: 'read', atMs, target: { type: 'unread' }, preflight: [] };
    }
    if (!kinds.find(scene.change.kind)) {
      return { type: 'no-kind' };
    }
    if (ahead) {
      return { type: 'locked', words: lockedWords(ahead) };
    }
    if (mayHaveEffect(scene.steps)) {
      return {
        type: 'read',
        atMs,
        target: { type: 'as-planned' },
        preflight: [],
      };
    }
    try {
      const target = await this.#compare(scene);
      return {
        type: 'read',
        atMs,
        target,
        preflight:
          target.type === 'as-planned' ? await this.#preflight(scene) : [],
      };
    } catch (error) {
      return this.#afterError(scene, atMs, error);
    }
  }

  /** Judges all of G1 to G6, and takes the target's lock. Call under the fence. */
  async judge(
    tx: KernelTransaction,
    scene: RunScene,
    reading: Extract<GateReading, { type: 'read' }>,
  ): Promise<GateVerdict> {
    const { change, revision } = scene;
    await holdRules(tx, 'to-judge');
    const held = await heldBack(tx, scene, this.#dependencies.kinds);
    if (held?.type === 'held' && held.hold === 'change-set') {
      return (await holdOfSet(tx, scene, held)) ?? { type: 'read-again' };
    }
    if (held) {
      return held;
    }
    if (reading.target.type === 'unread') {
      return { type: 'read-again' };
    }
    const lock = await acquireLocks(tx, wantedLocks(scene));
    if (lock.type === 'held') {
      return { type: 'locked', words: lockedWords(lock) };
    }
    const isFirstEffect = !mayHaveEffect(scene.steps);
    if (isFirstEffect) {
      const isOld = await finishedOnTargetSince(tx, {
        targetKey: targetKey(change.target),
        exceptChangeId: change.id,
        sinceMs: reading.atMs,
      });
      if (isOld) {
        return { type: 'read-again' };
      }
      if (reading.target.type === 'differs') {
        return { type: 'refused', gate: 'G3', words: reading.target.words };
      }
      const failures = newFailures(
        revision.assessment.preflight ?? [],
        reading.preflight,
      );
      if (failures.length > 0) {
        return {
          type: 'refused',
          gate: 'G2',
          words: `It is no longer ready to start: ${failures.join(' ')}`,
        };
      }
    }
    const today = await this.#dependencies.decider.checkToday(
      tx,
      change,
      revision,
      { hasBegun: !isFirstEffect },
    );
    if (today.type === 'not-granted') {
      return { type: 'refused', gate: today.gate, words: today.words };
    }
    const lapsed = await this.#lapsed(tx, scene, isFirstEffect);
    return lapsed
      ? { type: 'refused', gate: 'G6', words: lapsed }
      : {
          type: 'passed',
          values: {
            baseVersion: revision.plan.baseVersion,
            ...(reading.target.type === 'as-planned' && {
              observedVersion: reading.target.version,
            }),
          },
        };
  }

  /** G3: the version is the plan's, or planning again gives the plan that was decided on. */
  async #compare(scene: RunScene): Promise<TargetReading> {
    const { change, revision } = scene;
    const version = await this.#caller.observeVersion(scene);
    if (version === revision.plan.baseVersion) {
      return { type: 'as-planned', version };
    }
    const outcome = await this.#dependencies.planner.replan(change);
    if (outcome.type === 'planned' && outcome.digest === revision.digest) {
      return { type: 'as-planned', version };
    }
    return { type: 'differs', words: driftWords(revision.plan, outcome) };
  }

  #preflight({
    change,
    revision,
  }: RunScene): Promise<readonly PreflightCheck[]> {
    const { kinds, preflight } = this.#dependencies;
    return preflight.check({
      kind: kinds.ofExisting(change.kind),
      target: change.target,
      plan: revision.plan,
    });
  }

  #afterError(scene: RunScene, atMs: number, error: unknown): GateReading {
    const words = wordsOfFailure(error, scene.change.kind);
    if (error instanceof InputError || error instanceof NotFoundError) {
      return {
        type: 'read',
        atMs,
        target: {
          type: 'differs',
          words: `It can no longer be planned: ${words}`,
        },
        preflight: [],
      };
    }
    const isExpected =
      error instanceof ClusterUnavailableError ||
      error instanceof ClusterRefusedError ||
      error instanceof ServiceUnavailableError ||
      (error instanceof Error && error.name === 'TimeoutError');
    if (!isExpected) {
      this.#dependencies.logger.error(
        `The target of change ${scene.change.id} could not be read.`,
        error instanceof Error ? error : new Error(words),
      );
    }
    return { type: 'unknown', words };
  }

  /** G6 but for the fence, which the transaction holds already. */
  async #lapsed(
    tx: KernelTransaction,
    { change, revision }: RunScene,
    isFirstEffect: boolean,
  ): Promise<string | undefined> {
    const { expiresAtMs } = change;
    if (
      isFirstEffect &&
      expiresAtMs !== undefined &&
      expiresAtMs <= (await tx.now())
    ) {
      return 'The approval expired before the change could start.';
    }
    const { reservations } = revision.decision;
    return (await tx.budgets.holds(change.id, reservations))
      ? undefined
      : 'Its share of a budget is no longer held.';
  }
}

/** What a run has to hold while it works. */
export function wantedLocks({ change }: RunScene): WantedLocks {
  return { changeId: change.id, keys: lockKeys(change.target) };
}

function lockedWords({
  key,
  byChangeId,
}: Extract<LockOutcome, { type: 'held' }>): string {
  return `Waits for change ${byChangeId}, which comes first on ${lockWords(
    key,
  )}.`;
}
