import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Timer, TimerKind } from '../../database/timers/TimerStore';
import { toProposer } from '../../domain/change/messages';
import { retryDelayMs } from '../../domain/run/retryDelay';
import { DRIFT_LOOK_MS } from '../change/approvalTimers';
import type { DriftLook } from '../change/DriftLook';
import type { Reconsideration } from '../change/Reconsideration';
import { touchChange } from '../change/touchChange';
import { giveUpIncompleteSet } from '../changeSets/giveUpChangeSet';
import { isAnswer } from '../kinds/wordsOfFailure';
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

/** What happens by itself to an approval, or to a set whose rest does not come. */
const SINGLE_TIMERS: readonly TimerKind[] = [
  'expiry',
  'reminder',
  'nudge',
  'escalation',
  'incomplete-set',
];

/** Stands between why a change is planned again and why that did not succeed yet. */
const NOT_YET = ' It could not be planned again yet: ';
/** The words of other errors may say what a client library or a statement knows, and are only logged (I12). */
const UNFORESEEN =
  'Something failed that nobody foresaw. Whoever runs the portal finds the reason in its log.';
/** With the growing delays between them, some minutes. */
const ATTEMPTS_UNTIL_TOLD = 10;

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
      tx.timers.isDue([...SINGLE_TIMERS, 'drift', 'replan']),
    );
    if (!isDue) {
      return;
    }
    await this.#fireEach();
    await this.#lookForDrift();
    await this.#planAgain();
  }

  /**
   * Expiries, reminders, escalations and incomplete sets: each is claimed and done in one transaction, so it happens once,
   * or not yet. One that fails is put off, and keeps no other from its turn.
   */
  async #fireEach(): Promise<void> {
    for (let count = 0; count < this.#dependencies.settings.batch; count += 1) {
      let claimed: Timer | undefined;
      try {
        await this.#dependencies.store.transaction(async tx => {
          [claimed] = await tx.timers.claimDue({
            kinds: SINGLE_TIMERS,
            limit: 1,
          });
          if (claimed) {
            await fire(tx, claimed);
          }
        });
      } catch (error) {
        if (!claimed) {
          throw error;
        }
        await this.#putOff(claimed, error);
      }
      if (!claimed) {
        return;
      }
    }
  }

  async #putOff(timer: Timer, error: unknown): Promise<void> {
    const { store, logger, settings } = this.#dependencies;
    logger.error(
      `The timer '${timer.kind}' of change ${timer.changeId} failed; it is tried again later.`,
      error instanceof Error ? error : new Error(String(error)),
    );
    await store.transaction(async tx =>
      tx.timers.postpone(timer.id, (await tx.now()) + settings.retry.maximumMs),
    );
  }

  /** Looks whether targets of plans that wait for approval have changed, so that nobody approves what is outdated. */
  async #lookForDrift(): Promise<void> {
    const { store, drift, logger, settings } = this.#dependencies;
    const timers = await store.transaction(async tx => {
      const claimed = await tx.timers.claimDue({
        kinds: ['drift'],
        limit: settings.batch,
      });
      const waiting = [];
      for (const { changeId } of claimed) {
        const change = await tx.changes.get(changeId);
        // It may have ended while another replica had claimed its timer, and could not take that away.
        if (change?.state === 'awaiting-approval') {
          waiting.push({ changeId });
          await tx.timers.set({
            kind: 'drift',
            changeId,
            dueAtMs: (await tx.now()) + DRIFT_LOOK_MS,
          });
        }
      }
      return waiting;
    });
    await Promise.all(
      timers.map(({ changeId }) =>
        drift.look(changeId).catch(error => {
          logger.error(
            `The target of change ${changeId} could not be looked at.`,
            error instanceof Error ? error : new Error(String(error)),
          );
        }),
      ),
    );
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
        const attempts = timer.attempts + 1;
        const change = await tx.changes.get(changeId);
        if (change?.state !== 'planned') {
          continue;
        }
        planned.push({ changeId, attempts });
        await tx.timers.set({
          kind: 'replan',
          changeId,
          dueAtMs: (await tx.now()) + retryDelayMs(attempts, settings.retry),
          attempts,
        });
      }
      return planned;
    });
    await Promise.all(timers.map(timer => this.#reconsider(timer)));
  }

  async #reconsider(of: {
    readonly changeId: string;
    readonly attempts: number;
  }): Promise<void> {
    const { changeId, attempts } = of;
    const { store, reconsideration, logger } = this.#dependencies;
    const change = await store.read(tx => tx.changes.get(changeId));
    const [because = ''] = (change?.statusWords ?? '').split(NOT_YET);
    try {
      await reconsideration.reconsider(changeId, because);
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      logger.warn(
        `Change ${changeId} could not be planned again; it is tried again later.`,
        error,
      );
      await store.transaction(tx =>
        sayNotYet(tx, changeId, {
          words: `${because}${NOT_YET}${
            isAnswer(error) ? error.message : UNFORESEEN
          }`,
          tells: attempts === ATTEMPTS_UNTIL_TOLD,
        }),
      );
    }
  }
}

async function fire(tx: KernelTransaction, timer: Timer): Promise<void> {
  await (timer.kind === 'incomplete-set'
    ? giveUpIncompleteSet(tx, timer.changeId)
    : fireApprovalTimer(tx, timer));
}

/** What waits to be planned again says why, and its proposer hears of it once it takes long. */
async function sayNotYet(
  tx: KernelTransaction,
  changeId: string,
  { words, tells }: { readonly words: string; readonly tells: boolean },
): Promise<void> {
  const change = await tx.changes.getForUpdate(changeId);
  if (change?.state !== 'planned') {
    return;
  }
  if (change.statusWords !== words) {
    await touchChange(tx, change, words);
  }
  const message = tells
    ? toProposer({ ...change, statusWords: words })
    : undefined;
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
