import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import type { Timer, TimerKind } from '../../database/timers/TimerStore';
import { retryDelayMs } from '../../domain/run/retryDelay';
import { DRIFT_LOOK_MS } from '../change/approvalTimers';
import type { DriftLook } from '../change/DriftLook';
import type { Reconsideration } from '../change/Reconsideration';
import { giveUpIncompleteSet } from '../changeSets/giveUpChangeSet';
import { PollingLoop } from '../PollingLoop';
import { fireApprovalTimer } from './approvalTimer';

/** How often to look, in milliseconds, and how many at once. */
export interface TimerSettings {
  readonly pollMs: number;
  readonly batch: number;
  /** How long to wait before a change is planned again when that failed. */
  readonly retry: { readonly initialMs: number; readonly maximumMs: number };
}

/** What holds unless somebody says otherwise. */
export const defaultTimerSettings: TimerSettings = {
  pollMs: 1_000,
  batch: 20,
  retry: { initialMs: 2_000, maximumMs: 60_000 },
};

/** What happens by itself to an approval. */
const APPROVAL_TIMERS: readonly TimerKind[] = [
  'expiry',
  'reminder',
  'nudge',
  'escalation',
];

/** What firing timers needs. */
export interface TimerDependencies {
  readonly store: KernelStore;
  readonly reconsideration: Pick<Reconsideration, 'reconsider'>;
  readonly drift: Pick<DriftLook, 'look'>;
  readonly logger: LoggerService;
  readonly settings: TimerSettings;
}

/** Fires timers that are due; each fires on one replica. */
export class TimerService {
  readonly #dependencies: TimerDependencies;
  readonly #loop: PollingLoop;
  readonly #attempts = new Map<string, number>();

  constructor(dependencies: TimerDependencies) {
    this.#dependencies = dependencies;
    this.#loop = new PollingLoop({
      name: 'timers',
      intervalMs: dependencies.settings.pollMs,
      logger: dependencies.logger,
      work: () => this.fireDue(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Fires what is due, once. */
  async fireDue(): Promise<void> {
    const isDue = await this.#dependencies.store.read(tx =>
      tx.timers.isDue([
        ...APPROVAL_TIMERS,
        'incomplete-set',
        'drift',
        'replan',
      ]),
    );
    if (!isDue) {
      return;
    }
    await this.#waitForApprovals();
    await this.#waitForRestOfSets();
    await this.#lookForDrift();
    await this.#planAgain();
  }

  /** Expiries, reminders and escalations are claimed and done in one transaction: they happen once, or not yet. */
  async #waitForApprovals(): Promise<void> {
    const { store, settings } = this.#dependencies;
    await store.transaction(async tx => {
      const timers = await tx.timers.claimDue({
        kinds: APPROVAL_TIMERS,
        limit: settings.batch,
      });
      for (const timer of timers) {
        await fireApprovalTimer(tx, timer);
      }
    });
  }

  /** As approvals: claimed and done in one transaction. */
  async #waitForRestOfSets(): Promise<void> {
    const { store, settings } = this.#dependencies;
    await store.transaction(async tx => {
      const timers = await tx.timers.claimDue({
        kinds: ['incomplete-set'],
        limit: settings.batch,
      });
      for (const { changeId } of timers) {
        await giveUpIncompleteSet(tx, changeId);
      }
    });
  }

  /** Looks whether targets of plans that wait for approval have changed, so that nobody approves what is outdated. */
  async #lookForDrift(): Promise<void> {
    const { store, drift, settings } = this.#dependencies;
    const timers = await store.transaction(async tx => {
      const claimed = await tx.timers.claimDue({
        kinds: ['drift'],
        limit: settings.batch,
      });
      for (const { changeId } of claimed) {
        await tx.timers.set({
          kind: 'drift',
          changeId,
          dueAtMs: (await tx.now()) + DRIFT_LOOK_MS,
        });
      }
      return claimed;
    });
    await Promise.all(timers.map(({ changeId }) => drift.look(changeId)));
  }

  /**
   * Planning reads the cluster, so it is no part of a transaction. The claim sets the timer again for later: when this
   * process dies, somebody else plans again then; when it succeeds, the
   * timer finds nothing to do and is not set again.
   */
  async #planAgain(): Promise<void> {
    const { store, settings } = this.#dependencies;
    const timers = await store.transaction(async tx => {
      const claimed = await tx.timers.claimDue({
        kinds: ['replan'],
        limit: settings.batch,
      });
      const planned = [];
      for (const timer of claimed) {
        const { changeId } = timer;
        const change = await tx.changes.get(changeId);
        if (change?.state !== 'planned') {
          continue;
        }
        planned.push(timer);
        const delayMs = retryDelayMs(
          (this.#attempts.get(changeId) ?? 0) + 1,
          settings.retry,
        );
        await tx.timers.set({
          kind: 'replan',
          changeId,
          dueAtMs: (await tx.now()) + delayMs,
        });
      }
      return planned;
    });
    await Promise.all(timers.map(timer => this.#reconsider(timer)));
  }

  async #reconsider({ changeId }: Timer): Promise<void> {
    const { store, reconsideration, logger } = this.#dependencies;
    const change = await store.read(tx => tx.changes.get(changeId));
    try {
      await reconsideration.reconsider(changeId, change?.statusWords ?? '');
      this.#attempts.delete(changeId);
    } catch (error) {
      this.#attempts.set(changeId, (this.#attempts.get(changeId) ?? 0) + 1);
      logger.warn(
        `Change ${changeId} could not be planned again; it is tried again later.`,
        error instanceof Error ? error : new Error(String(error)),
      );
    }
  }
}
