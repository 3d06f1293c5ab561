import { InputError, NotFoundError } from '@backstage/errors';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change } from '../../domain/change/change';
import { toProposer } from '../../domain/change/messages';
import { KERNEL_ACTOR } from './actors';
import { applyTransition } from './applyTransition';
import type { Proposing } from './proposing/proposeChange';
import { recordRevision } from './recordRevision';

/** What became of a change in state `planned`. */
export type Reconsidered =
  | { readonly type: 'decided'; readonly change: Change }
  /** It ended, because there is nothing to do any more or it has become impossible. */
  | { readonly type: 'ended'; readonly change: Change }
  /** It is not in state `planned`, or somebody else was faster. */
  | { readonly type: 'not-needed' };

/**
 * Brings a change that a gate sent back to `planned` through planning, assessment and decision again, as a new
 * revision. Votes stay with the revision before. Safe to call twice and after a crash.
 */
export class Reconsideration {
  readonly #proposing: Proposing;

  constructor(proposing: Proposing) {
    this.#proposing = proposing;
  }

  /**
   * @param because - Why, as a sentence: "The target changed meanwhile."
   * @throws ServiceUnavailableError when the cluster does not answer; the change stays `planned`, try again later.
   */
  async reconsider(changeId: string, because: string): Promise<Reconsidered> {
    const { store, planner, assessing } = this.#proposing;
    const change = await store.read(tx => tx.changes.get(changeId));
    if (change?.state !== 'planned') {
      return { type: 'not-needed' };
    }
    const outcome = await this.#replan(change, planner);
    if (outcome.type !== 'planned') {
      return this.#end(change, outcome);
    }
    const { kind, target, plan } = outcome;
    const assessed = await assessing.assess({
      kind,
      target,
      plan,
      proposer: change.proposer,
    });
    return store.transaction(async tx => {
      const locked = await tx.changes.getForUpdate(changeId);
      if (locked?.state !== 'planned') {
        return { type: 'not-needed' };
      }
      const decided = await recordRevision(
        tx,
        this.#proposing.decider,
        { change: locked, planned: outcome, assessed, because },
        this.#proposing.approvalExpiresAfterMs,
      );
      if (decided.state === 'refused' || decided.state === 'cancelled') {
        tellProposer(tx, decided);
      }
      return { type: 'decided', change: decided };
    });
  }

  /** A target that left the catalog or a plan that is not acceptable any more ends the change, as `impossible` does. */
  async #replan(change: Change, planner: Proposing['planner']) {
    try {
      return await planner.replan(change);
    } catch (error) {
      if (error instanceof InputError || error instanceof NotFoundError) {
        return { type: 'impossible', words: error.message } as const;
      }
      throw error;
    }
  }

  async #end(
    change: Change,
    outcome: { readonly type: 'nothing-to-do' | 'impossible'; words: string },
  ): Promise<Reconsidered> {
    return this.#proposing.store.transaction(async tx => {
      const locked = await tx.changes.getForUpdate(change.id);
      if (locked?.state !== 'planned') {
        return { type: 'not-needed' };
      }
      const applied = await applyTransition(tx, {
        change: locked,
        event: {
          type: outcome.type === 'nothing-to-do' ? 'needless' : 'cancelled',
        },
        entry: { kind: 'ended', actor: KERNEL_ACTOR },
        words: outcome.words,
      });
      if (applied.type !== 'applied') {
        return { type: 'not-needed' };
      }
      tellProposer(tx, applied.change);
      return { type: 'ended', change: applied.change };
    });
  }
}

/** Nobody looks on when a change is decided again. */
function tellProposer(tx: KernelTransaction, change: Change): void {
  const message = toProposer(change);
  if (message) {
    tx.outbox.add({ type: 'notification', message });
  }
}
