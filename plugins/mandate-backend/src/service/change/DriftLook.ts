import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TransactionStore } from '../../database/KernelStore';
import { driftWords } from '../../domain/plan/driftWords';
import type { Decider } from '../decide/Decider';
import type { ChangeKindRegistry } from '../kinds/ChangeKindRegistry';
import type { Planner } from '../plan/Planner';
import { openChange } from './openChange';
import { sendBack } from './sendBack';
import { recountVotes } from './voting/recountVotes';
import { rejectToday } from './voting/rejectToday';

/**
 * Looks whether the plan that waits for approval is still what would be done. When it is not, the change goes back to
 * be planned and decided: what people look at is never long outdated. The gate looks again in any case (G3). One that is
 * rejected under today's mandates ends, and one whose approvals are complete with today's memberships goes on.
 */
export class DriftLook {
  readonly #store: TransactionStore;
  readonly #decider: Pick<Decider, 'isRejectedToday' | 'requirementsSatisfied'>;
  readonly #kinds: ChangeKindRegistry;
  readonly #planner: Pick<Planner, 'replan'>;
  readonly #logger: LoggerService;

  constructor(options: {
    readonly store: TransactionStore;
    readonly decider: Pick<
      Decider,
      'isRejectedToday' | 'requirementsSatisfied'
    >;
    readonly kinds: ChangeKindRegistry;
    readonly planner: Pick<Planner, 'replan'>;
    readonly logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#decider = options.decider;
    this.#kinds = options.kinds;
    this.#planner = options.planner;
    this.#logger = options.logger;
  }

  /** A target that cannot be read now has not changed as far as anybody knows. */
  async look(changeId: string): Promise<'as-planned' | 'changed' | 'unknown'> {
    if (await this.#isSettled(changeId)) {
      return 'changed';
    }
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
    let words: string;
    try {
      const outcome = await this.#planner.replan(change);
      if (outcome.type === 'planned' && outcome.digest === revision.digest) {
        return 'as-planned';
      }
      words = driftWords(revision.plan, outcome);
    } catch (error) {
      this.#logger
        .child({ changeId })
        .debug(
          `The target of change ${changeId} could not be looked at.`,
          error instanceof Error ? error : new Error(String(error)),
        );
      return 'unknown';
    }
    return this.#sendBack(changeId, { revision: revision.number, words });
  }

  /** Whether the votes that were cast decide it now: memberships, delegations and mandates change without a vote. */
  async #isSettled(changeId: string): Promise<boolean> {
    const votes = await this.#store.read(async tx =>
      (await tx.votes.ofChanges([changeId])).get(changeId),
    );
    if (!votes?.some(({ withdrawnAtMs }) => withdrawnAtMs === undefined)) {
      return false;
    }
    return this.#store.transaction(async tx => {
      const open = await openChange(tx, changeId);
      const voting = { decider: this.#decider, kinds: this.#kinds };
      return (
        (await rejectToday(tx, this.#decider, open)) !== undefined ||
        (await recountVotes(tx, voting, open)) === 'approved'
      );
    });
  }

  #sendBack(
    changeId: string,
    of: { readonly revision: number; readonly words: string },
  ): Promise<'changed' | 'unknown'> {
    return this.#store.transaction(async tx => {
      const change = await tx.changes.getForUpdate(changeId);
      if (
        change?.state !== 'awaiting-approval' ||
        change.revision !== of.revision
      ) {
        return 'unknown';
      }
      const { words } = of;
      const sent = await sendBack(tx, change, { gate: 'G3', words });
      return sent.type === 'applied' ? 'changed' : 'unknown';
    });
  }
}
